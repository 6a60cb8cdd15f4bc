import type { Reading } from '../reading.js';

/** "Rats with badges", "parasites in suits". */
export function dressed({ tokens, to }: Reading, last: number): boolean {
  const word = tokens[last + 1];
  if (!word || last + 1 >= to[last]! || (word.text !== 'with' && word.text !== 'in' && word.text !== 'on'))
    return false;
  for (let k = last + 2; k < Math.min(to[last]!, last + 5); k++)
    if (clothes.has(tokens[k]!.text)) return true;
  return false;
}
const clothes = new Set(
  `legs wheels degree degrees cardigan blazer blazers jacket jackets coat coats trackies tracksuit tracksuits
  trainers boots wig wigs gown dress skirt scarf scarves shirt shirts jersey jerseys hoodie cap caps hat hats mask
  masks balaclava balaclavas vest vests sunglasses beard beards haircut briefcase briefcases clipboard clipboards
  laptop laptops keyboard keyboards phone microphone megaphone camera cameras passport passports licence license
  diploma diplomas mortgage mortgages pension bank twitter wallet wallets handbag lanyard lanyards lawyer lawyers
  badge badges gun guns suit suits uniform uniforms tie ties robes human skin lipstick knife knives phones
  pensions hoodies disguise blue heels makeup collar collars thumbs clothes clothing shoes`.split(/\s+/),
);
