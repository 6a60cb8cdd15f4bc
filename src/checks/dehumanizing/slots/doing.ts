import { tags } from '../grammar.js';
import type { NounPhrase } from '../noun-phrase.js';
import type { Candidate, Reading } from '../reading.js';
import { breaks } from '../tokens.js';
import { opening, some } from './opening.js';
import { deeds } from './people-near.js';
import type { Slot } from './slot.js';

/** What is told of the comparison only people do: "ghouls filming a dying man", "some toad from the council signed it". */
export function doing(reading: Reading, { meaning, last }: Candidate, phrase: NounPhrase): Slot | undefined {
  const { tokens, from } = reading;
  const start = from[last]!;
  const base = { first: phrase.first, last };
  const acts = actsNext(reading, last);
  if (acts && thereIs(reading, phrase.edge)) return { by: 'doing', score: 0.65, explicit: true, ...base };
  if (opening(reading, phrase.edge, start) !== start) return undefined;
  const known = meaning.plural || phrase.determiner >= 0;
  if (acts && known) return { by: 'doing', score: 0.65, explicit: true, ...base };
  if ((known || some.has(tokens[start]!.text)) && doesHumanly(reading, last))
    return { by: 'doing', score: 0.6, explicit: false, ...base };
  return undefined;
}

/** A participle of a deed directly after. */
function actsNext({ tokens, to }: Reading, last: number): boolean {
  const next = tokens[last + 1];
  return (
    next !== undefined &&
    last + 1 < to[last]! &&
    next.parted === breaks.none &&
    next.text.endsWith('ing') &&
    deeds.has(next.text)
  );
}

/** "There's a she-devil running that nursery". */
function thereIs({ tokens }: Reading, edge: number): boolean {
  const be = tokens[edge - 1];
  return be !== undefined && (be.tags & tags.be) !== 0 && tokens[edge - 2]?.text === 'there';
}

const mostTail = 6;

/** Whether the verb after the comparison is one that only people do: "some toad in the office signed it off". */
function doesHumanly({ tokens, to }: Reading, last: number): boolean {
  for (let k = last + 1; k < to[last]! && k - last <= mostTail; k++) {
    const { text, tags: bits, parted } = tokens[k]!;
    if (humanly.has(text)) return true;
    if (parted >= breaks.comma || bits & (tags.be | tags.conjunction | tags.third | tags.self)) return false;
  }
  return false;
}
const humanly = new Set(
  `signed wrote writes writing voted votes voting tweeted tweets tweeting posted posting texted texting phoned phoning
  emailed promised promises promising claimed claims claiming sued sues suing hired fired sacked drove driving filmed
  filming vaping smoking queueing queuing chanting preaching preached arguing argued evicted evicts evicting burgled
  burgling mugged mugging looted looting vandalised vandalized lied smirked smirking smirks grinned grinning mocked
  mocking mocks jeered jeering clapped clapping cheered cheering answered refused denied denies denying confessed pleaded
  apologised apologized resigned retired invested sold selling charged billed taxed scammed conned fleeced groomed raped
  molested stabbed murdered robbed kidnapped blackmailed bribed defrauded embezzled read knocked reported complained
  boasted bragged sneered spat swore cursed shouted shouting screamed`.split(/\s+/),
);
