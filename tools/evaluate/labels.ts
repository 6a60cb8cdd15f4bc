import type { Attribute } from '../../src/domain/finding.js';
import { type heads, type Labels, sources, type Targets } from '../train/sources.js';

/**
 * What common label names mean, for files that are not among the trainer's sources. The spellings are those of the
 * Jigsaw competitions, Civil Comments, the hate speech sets, and the attributes' own names.
 */
const meanings: Readonly<Record<string, (typeof heads)[number]>> = {
  toxic: 'TOXICITY',
  toxicity: 'TOXICITY',
  target: 'TOXICITY',
  frac_toxic: 'TOXICITY',
  severe_toxic: 'SEVERE_TOXICITY',
  severe_toxicity: 'SEVERE_TOXICITY',
  identity_hate: 'IDENTITY_ATTACK',
  identity_attack: 'IDENTITY_ATTACK',
  hateful: 'IDENTITY_ATTACK',
  hate: 'IDENTITY_ATTACK',
  insult: 'INSULT',
  obscene: 'PROFANITY',
  profanity: 'PROFANITY',
  threat: 'THREAT',
};

/** Names that are read as "there" and "not there"; numbers and booleans speak for themselves. */
const words: Readonly<Record<string, number>> = {
  yes: 1,
  true: 1,
  toxic: 1,
  hateful: 1,
  no: 0,
  false: 0,
  'non-hateful': 0,
  'not toxic': 0,
};

/**
 * What a row's labels say of the attributes, 0..1, one half and more being "there".
 *
 * @param file name without folder and endings; a source of the trainer is read as the trainer reads it
 * @param label a label name that stands for TOXICITY, whatever it is called
 */
export function targetsOf(file: string, labels: Labels, label?: string): Targets {
  if (label !== undefined) {
    const value = amountOf(labels[label]);
    return value === undefined ? {} : { [meanings[label] ?? 'TOXICITY']: value };
  }
  const source = sources.find(({ name }) => name === file);
  if (source) return source.targets(labels);
  const found: Partial<Record<Attribute, number>> = {};
  for (const [name, given] of Object.entries(labels)) {
    const attribute = meanings[name.toLowerCase()];
    const value = amountOf(given);
    if (attribute && value !== undefined) found[attribute] = value;
  }
  return found;
}

function amountOf(given: unknown): number | undefined {
  if (typeof given === 'boolean') return given ? 1 : 0;
  if (typeof given === 'string') return words[given.toLowerCase()] ?? numberIn(given);
  return typeof given === 'number' && Number.isFinite(given) ? given : undefined;
}

const numberIn = (text: string): number | undefined =>
  text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined;

/** What a row tests and who it is about, where it says so: `functionality`; `groups`, `group`, `target` or `target_ident`. */
export function aboutRow(labels: Labels): { functionality?: string; groups?: readonly string[] } {
  const { functionality, groups, group, target, target_ident: ident } = labels;
  const named = [groups, group, ident, target].find((one) => Array.isArray(one) || typeof one === 'string');
  const list = Array.isArray(named)
    ? named.map(String)
    : typeof named === 'string'
      ? named.split(/[[\],'"]+/).map((one) => one.trim())
      : [];
  const found = list.filter((one) => one !== '' && one !== 'none');
  return {
    ...(typeof functionality === 'string' && functionality !== '' && { functionality }),
    ...(found.length > 0 && { groups: found }),
  };
}
