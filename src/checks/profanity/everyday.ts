import { isDigit, isLetter } from '../../text/leet.js';

/** Endings that a split word may go on with. */
export const splitEndings = new Set('s es ed er ers ing in y ty head face hole ter ting'.split(' '));

/** Short words that a split profane word may fall into: "pen is", "as s", "bit ten". */
const everyday = new Set(
  (
    'piss poor off a i as is it its hit hits us pen pus sit its in on me he she we be by do go no so to up of or an at am my if ' +
    'was has had his her him who what when why how the this that wit wits bit bits tit rick ike wan re fag got ' +
    'whore sucker suck sucking head heads face hat hole holes ass mother buck dumb smart jack fat bad hard ' +
    'cock cocks mo fo ban bang gang sing king kings ink ha hat hot ten ton tosser toss er ed y s t d ll m e o x ' +
    'pi pis sed ring pin pins slut nig gers ward wards dip lips lip stick bull horse chicken bat ape ace age ants ' +
    'pric fan fans can cans cut cuts con cons put puts pup pups hi ho hoe hoes her hers sir sin sins kin kind'
  ).split(' '),
);

/** Whether every piece of a stretch is an everyday word by itself. */
export function everydayPieces(text: string, from: number, to: number): boolean {
  let begin = from;
  for (let at = from; at <= to; at++) {
    const unit = at < to ? text.charCodeAt(at) : 0;
    if (isLetter(unit) || isDigit(unit)) continue;
    if (at > begin && !everyday.has(text.slice(begin, at))) return false;
    begin = at + 1;
  }
  return true;
}
