import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The lexicographer files by their numbers (WordNet 3.0, lexnames(5WN)). */
const files =
  'adj.all adj.pert adv.all noun.tops noun.act noun.animal noun.artifact noun.attribute noun.body noun.cognition noun.communication noun.event noun.feeling noun.food noun.group noun.location noun.motive noun.object noun.person noun.phenomenon noun.plant noun.possession noun.process noun.quantity noun.relation noun.shape noun.state noun.substance noun.time verb.body verb.change verb.cognition verb.communication verb.competition verb.consumption verb.contact verb.creation verb.emotion verb.motion verb.perception verb.possession verb.social verb.stative verb.weather adj.ppl'.split(
    ' ',
  );

const parts = ['noun', 'verb', 'adj', 'adv'] as const;
type Part = (typeof parts)[number];
const partOfSense: Readonly<Record<string, Part>> = { 1: 'noun', 2: 'verb', 3: 'adj', 4: 'adv', 5: 'adj' };
/** Where no text was counted a word is sooner a noun than anything else. */
const uncounted: Readonly<Record<Part, number>> = { noun: 0.3, verb: 0.2, adj: 0.1, adv: 0.05 };
/** A word is sooner itself than a form of another. */
const itself = 0.5;

/**
 * Says which lexicographer file a word's commonest sense is in, by the counts of WordNet's tagged texts.
 * @param folder WordNet 3.0's database files
 */
export function wordnet(folder: string): (word: string) => string {
  const read = (name: string): string => readFileSync(join(folder, name), 'latin1');
  const counts = new Map<string, number>();
  for (const line of read('cntlist.rev').split('\n')) {
    const [key = '', , count = '0'] = line.split(' ');
    const [lemma = '', sense = ''] = key.split('%');
    const part = partOfSense[sense[0] ?? ''];
    if (part) counts.set(`${part} ${lemma}`, (counts.get(`${part} ${lemma}`) ?? 0) + Number(count));
  }
  const first = new Map<string, string>();
  for (const part of parts) {
    const data = read(`data.${part}`);
    for (const line of read(`index.${part}`).split('\n')) {
      if (line === '' || line.startsWith(' ')) continue;
      const fields = line.trim().split(' ');
      const offset = Number(fields[6 + Number(fields[3])]);
      first.set(`${part} ${fields[0]}`, files[Number(data.slice(offset + 9, offset + 11))] ?? '');
    }
  }
  const irregular = new Map<string, string>();
  for (const part of ['noun', 'verb'] as const)
    for (const line of read(`${part}.exc`).split('\n')) {
      const [form, lemma] = line.split(' ');
      if (form && lemma) irregular.set(`${part} ${form}`, lemma);
    }
  return (word) => {
    let best = '';
    let most = 0;
    for (const part of parts)
      for (const lemma of [irregular.get(`${part} ${word}`) ?? word, word, ...baseForms(word, part)]) {
        const file = first.get(`${part} ${lemma}`);
        if (!file) continue;
        const weight =
          (counts.get(`${part} ${lemma}`) ?? 0) + uncounted[part] + (lemma === word ? itself : 0);
        if (weight > most) [best, most] = [file, weight];
      }
    return best;
  };
}

/** What a regular form may be made of (WordNet's rules of detachment, morphy(7WN)). */
function baseForms(word: string, part: Part): string[] {
  if (part === 'adj' || part === 'adv') return [];
  const cut = (ending: string, ...put: string[]): string[] =>
    word.endsWith(ending) ? put.map((base) => word.slice(0, -ending.length) + base) : [];
  const shared = [...(word.endsWith('ss') ? [] : cut('s', '')), ...cut('es', ''), ...cut('ies', 'y')];
  if (part === 'noun') return [...shared, ...cut('men', 'man')];
  const doubled = /^(.*(.))\2(ed|ing)$/.exec(word)?.[1];
  return [
    ...shared,
    ...cut('ied', 'y'),
    ...cut('ed', '', 'e'),
    ...cut('ing', '', 'e'),
    ...(doubled ? [doubled] : []),
  ];
}
