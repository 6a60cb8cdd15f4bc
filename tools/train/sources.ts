/**
 * What each source says of the six attributes, and how far it is trusted. A source labels only some of them: what it
 * does not speak about is masked (absent), never taken for "no". Numbers between 0 and 1 are shares of raters where
 * the source has them, else our reading of its classes, said beside each.
 */
import type { Attribute } from '../../src/domain/finding.js';

/** The attributes that the model has a head for, in the order of its weights. */
export const heads = [
  'TOXICITY',
  'SEVERE_TOXICITY',
  'IDENTITY_ATTACK',
  'INSULT',
  'PROFANITY',
  'THREAT',
] as const satisfies readonly Attribute[];
export type Head = (typeof heads)[number];
/** The nets have one head more, which nothing but our own sentences and frames teaches. */
export const netHeads = [...heads, 'DEHUMANIZATION'] as const satisfies readonly Attribute[];
export type NetHead = (typeof netHeads)[number];
/** 0..1 a head; absent is masked. */
export type Targets = Partial<Record<NetHead, number>>;

export type Labels = Readonly<Record<string, unknown>>;

export interface Source {
  /** File name without `.jsonl.gz`. */
  readonly name: string;
  readonly origin: string;
  readonly licence: string;
  /** Beside 1 for a comment under news or on a talk page. */
  readonly weight: number;
  /** `split`: a tenth is held out. `train`: all of it trains. `develop`: all of it is held out. */
  readonly use: 'split' | 'train' | 'develop';
  /** Take one row in so many: templates repeat themselves. */
  readonly oneIn?: number;
  targets(labels: Labels): Targets;
  /** Rows with the same key stay on the same side of the split; the text where absent. */
  key?(labels: Labels): string;
}

const number = (labels: Labels, name: string): number => Number(labels[name] ?? 0);
const none: Targets = Object.fromEntries(heads.map((head) => [head, 0]));

export const sources: readonly Source[] = [
  {
    name: 'jigsaw_wiki',
    origin: 'Jigsaw Toxic Comment Classification (Wikipedia talk pages)',
    licence: 'CC0; comment text CC BY-SA 3.0',
    weight: 1,
    use: 'split',
    targets: (labels) => {
      if (labels.severe_toxic === undefined) return number(labels, 'toxic') ? { TOXICITY: 1 } : none;
      return {
        TOXICITY: number(labels, 'toxic'),
        SEVERE_TOXICITY: number(labels, 'severe_toxic'),
        IDENTITY_ATTACK: number(labels, 'identity_hate'),
        INSULT: number(labels, 'insult'),
        PROFANITY: number(labels, 'obscene'),
        THREAT: number(labels, 'threat'),
      };
    },
  },
  {
    name: 'civil_comments_toxic_spans',
    origin: 'ipavlopoulos/toxic_spans (Civil Comments: comments on news)',
    licence: 'CC0',
    weight: 1.5,
    use: 'split',
    targets: (labels) => {
      const raters = number(labels, 'n_annotators');
      const of = (name: string): number => Math.min(1, number(labels, name) / raters);
      const toxic = number(labels, 'frac_toxic');
      return {
        TOXICITY: toxic,
        IDENTITY_ATTACK: of('n_identity_based_attack'),
        INSULT: of('n_insult'),
        PROFANITY: of('n_profane/obscene'),
        THREAT: of('n_threat'),
        ...(toxic === 0 && { SEVERE_TOXICITY: 0 }),
      };
    },
  },
  {
    name: 'toxic_spans_semeval2021',
    origin: 'ipavlopoulos/toxic_spans (SemEval 2021 task 5); rows not already in civil_comments_toxic_spans',
    licence: 'CC0',
    weight: 0.5,
    use: 'split',
    // Chosen because most raters called them toxic; without a span the raters did not agree.
    targets: (labels): Targets => (number(labels, 'has_toxic_span') ? { TOXICITY: 0.8 } : {}),
  },
  {
    name: 'edos',
    origin: 'rewire-online/edos (Reddit, Gab)',
    licence: 'CC0',
    weight: 0.5,
    use: 'split',
    targets: (labels): Targets => {
      // "not sexist" says nothing of other harm, but a sexist text is at least rude.
      if (!number(labels, 'sexist')) return { IDENTITY_ATTACK: 0, THREAT: 0 };
      const vector = String(labels.vector).slice(0, 3);
      const threat = vector === '1.1' ? 1 : vector === '1.2' ? 0.6 : 0;
      return {
        TOXICITY: 0.75,
        IDENTITY_ATTACK: vector === '3.1' ? 0.6 : 0.9,
        THREAT: threat,
        ...(threat > 0 && { SEVERE_TOXICITY: 0.6 }),
        ...(vector === '3.1' && { INSULT: 0.8, PROFANITY: 0.8 }),
        ...(vector === '2.2' && { INSULT: 0.8 }),
      };
    },
  },
  {
    name: 'hatemoji_build',
    origin: 'HannahKirk/Hatemoji, HatemojiBuild',
    licence: 'CC BY 4.0',
    weight: 0.7,
    use: 'split',
    key: (labels) =>
      `hatemoji ${Math.min(number(labels, 'entry_id'), Number(labels.matched_id ?? Infinity))}`,
    targets: (labels): Targets => {
      if (!number(labels, 'hateful'))
        return { TOXICITY: 0, IDENTITY_ATTACK: 0, THREAT: 0, SEVERE_TOXICITY: 0 };
      const threat = labels.type === 'threateninglanguage';
      const severe = threat || labels.type === 'dehumanizinglanguage';
      return {
        TOXICITY: 0.9,
        IDENTITY_ATTACK: 1,
        THREAT: threat ? 1 : 0,
        ...(severe && { SEVERE_TOXICITY: 0.6 }),
      };
    },
  },
  {
    name: 'hatexplain_majority',
    origin: 'HateXplain, by Media-Bias-Group/magpie-multi-task (Twitter, Gab)',
    licence: 'MIT',
    weight: 0.4,
    use: 'split',
    targets: (labels): Targets => {
      if (labels.label === 'hatespeech') return { TOXICITY: 1, IDENTITY_ATTACK: 0.9 };
      if (labels.label === 'offensive') return { TOXICITY: 0.75, IDENTITY_ATTACK: 0.35 };
      return { TOXICITY: 0.15, IDENTITY_ATTACK: 0.05, SEVERE_TOXICITY: 0 };
    },
  },
  {
    name: 'davidson',
    origin:
      't-davidson/hate-speech-and-offensive-language (Twitter, sampled by keyword, biased against dialect)',
    licence: 'MIT',
    weight: 0.15,
    use: 'split',
    targets: (labels): Targets => {
      const hate = number(labels, 'n_hate') / number(labels, 'n');
      const offensive = number(labels, 'n_offensive') / number(labels, 'n');
      return {
        TOXICITY: Math.min(1, hate + 0.7 * offensive),
        IDENTITY_ATTACK: hate,
        PROFANITY: Math.min(1, hate + offensive) * 0.9,
        ...(hate === 1 ? { SEVERE_TOXICITY: 0.7 } : hate + offensive === 0 && { SEVERE_TOXICITY: 0 }),
      };
    },
  },
  {
    name: 'stormfront',
    origin: 'Vicomtech/hate-speech-dataset (a white supremacy forum, by sentence)',
    licence: 'CC BY-SA 3.0 ES',
    weight: 0.5,
    use: 'split',
    targets: (labels): Targets =>
      number(labels, 'hateful')
        ? { TOXICITY: 0.85, IDENTITY_ATTACK: 1 }
        : { TOXICITY: 0.1, IDENTITY_ATTACK: 0 },
  },
  {
    name: 'wiki_cat_large_gc',
    origin:
      'ipavlopoulos/context_toxicity (Wikipedia talk pages), labels given with the parent comment in view',
    licence: 'Apache-2.0',
    weight: 0.5,
    use: 'split',
    targets: (labels): Targets => (number(labels, 'toxic') ? { TOXICITY: 1 } : none),
  },
  {
    name: 'wiki_cat_small',
    origin: 'ipavlopoulos/context_toxicity, the small set',
    licence: 'Apache-2.0',
    weight: 0,
    use: 'develop',
    targets: (labels): Targets => ({ TOXICITY: number(labels, 'toxic_out_of_context') }),
  },
  {
    name: 'wiki_toxicity_nonfuzzed',
    origin: 'conversationai/unintended-ml-bias-analysis (Wikipedia talk pages)',
    licence: 'CC BY 4.0',
    weight: 1,
    use: 'split',
    targets: (labels): Targets => (number(labels, 'toxic') ? { TOXICITY: 1 } : none),
  },
  {
    name: 'surge_toxicity',
    origin: 'surge-ai/toxicity (social media)',
    licence: 'MIT',
    weight: 0,
    use: 'develop',
    targets: (labels): Targets => ({ TOXICITY: number(labels, 'toxic') }),
  },
  ...['bias_madlibs_77k', 'intersectional_madlibs'].map(
    (name): Source => ({
      name,
      origin: 'conversationai/unintended-ml-bias-analysis, identity templates',
      licence: 'CC BY 4.0',
      weight: 0.2,
      use: 'train',
      oneIn: 8,
      targets: (labels): Targets =>
        number(labels, 'toxic') ? { TOXICITY: 0.9, IDENTITY_ATTACK: 0.7 } : none,
    }),
  ),
  ...['neutral_wikitext_weak', 'literal_animal_wikitext_weak'].map(
    (name): Source => ({
      name,
      origin: 'WikiText-103 (Wikipedia articles), assumed benign',
      licence: 'CC BY-SA 3.0',
      weight: 0.3,
      use: 'train',
      targets: () => none,
    }),
  ),
];

/** Rows of tools/train/templates: made, not collected, and of two or three harms alone. */
export const templates: Source = {
  name: 'templates',
  origin: 'tools/train/templates, our own frames',
  licence: 'as Decorum',
  weight: 0.6,
  use: 'split',
  targets: () => ({}),
};

/** Sentences of tools/dehumanizing-cases/training: dehumanizing or a look-alike, and nothing else is said of them. */
export const dehumanizingCases: Source = {
  name: 'dehumanizing_cases',
  origin: 'tools/dehumanizing-cases/training, our own sentences',
  licence: 'as Decorum',
  weight: 1,
  use: 'split',
  targets: () => ({}),
};

/** Comments on news, talk pages and social media: what scores are calibrated for. Not the sets of one harm alone. */
export const conversational: ReadonlySet<string> = new Set([
  'jigsaw_wiki',
  'civil_comments_toxic_spans',
  'wiki_cat_large_gc',
  'wiki_cat_small',
  'wiki_toxicity_nonfuzzed',
  'surge_toxicity',
]);

/** Of these, where clean comments are ordinary ones. Civil Comments' rows were all called toxic by a first round. */
export const fairlySampled: ReadonlySet<string> = new Set(
  [...conversational].filter((name) => name !== 'civil_comments_toxic_spans'),
);
