import type { Attribute, Scores } from '../../../domain/finding.js';
import { overlap, type Span } from '../../../domain/span.js';
import { isSurelyForeign, mayBeEnglish } from '../../../text/english.js';
import type { Text } from '../../../text/text.js';
import { NetReader } from '../reading.js';
import { withWholeSpelled } from '../spelled.js';
import { identityList, Vocabulary } from '../vocabulary.js';
import { calibrate } from './calibration.js';
import { ConvNet } from './conv-net.js';
import { createKernel } from './kernel.js';
import { headCount, LinearModel } from './linear.js';
import type { Evidence, ModelReading, ToxicityModel } from './model.js';
import { RecurrentNet } from './recurrent-net.js';
import { readWeights, type Weights } from './weights.js';

/** Raise it when the same weights would read the same text otherwise: here, in the features, or in the text room. */
const codeVersion = 6;
/** A word is marked when it gave at least this share of what the strongest word gave to the score. */
const markedShare = 0.2;
/** Marked words grow together when at most this many unmarked words stand between them. */
const bridgedWords = 1;
/** Which part of what a word gave its neighbours get too: tried on held-out toxic spans, token AUC .784 to .81. */
const besidePart = 0.3;
/** How many spans an attribute may have. */
const mostSpans = 3;
/** The hint of dehumanization stays below the half from which policies act. */
const hintShare = 0.49;

/**
 * `fast`: the linear part alone. `full`: all parts always. `cascade`: the nets are asked only where the linear part is not so
 * sure of a harmless text that they have never changed a side (weights/meta.json, `askedFrom`).
 */
export const variants = ['fast', 'full', 'cascade'] as const;
export type Variant = (typeof variants)[number];

/** The embedded model can say of each word what it gave. */
export interface LocalModel extends ToxicityModel {
  /**
   * What each word of the folded text gave to the attribute's logit, and a part of what the words beside it gave: people
   * mark phrases. In text order.
   */
  explain(text: Text, attribute: Attribute): readonly WordShare[];
}
export interface WordShare {
  /** In the ORIGINAL text. */
  readonly span: Span;
  readonly share: number;
}

/** Weights and lists are English: of any other language the model could only guess. */
const foreign: ModelReading = { scores: {}, evidence: [], unsupported: 'language' };

let shipped: Weights | undefined;
function shippedWeights(): Weights {
  shipped ??= readWeights();
  return shipped;
}

/**
 * The embedded model: hashed words, pairs and letter runs by logistic regression, a convolutional and a recurrent net over
 * word vectors, their logits averaged (docs/MODEL_CARD.md). Deterministic, offline, English: a
 * text in another language, by its tag or surely by its words, is unsupported. One without any word scores 0.
 *
 * @param weights the shipped ones are read at the first call, once a process
 * @param loops `plain` does without WebAssembly: the same scores within 0.001, more slowly
 * @throws WeightsError when they are missing or broken
 */
export function localModel(
  variant: Variant = 'full',
  weights: Weights = shippedWeights(),
  loops: 'wasm' | 'plain' = 'wasm',
): LocalModel {
  const { meta, rows } = weights;
  const linear = new LinearModel({
    shape: meta.features,
    rows,
    scales: meta.heads.map(({ scale }) => scale),
    biases: meta.heads.map(({ bias }) => bias),
  });
  const kernel = createKernel(
    variant === 'fast' ? 0 : ConvNet.room(weights.conv.shape) + RecurrentNet.room(weights.recurrent.shape),
    loops,
  );
  const nets =
    variant === 'fast'
      ? undefined
      : {
          conv: new ConvNet(weights.conv, kernel),
          recurrent: new RecurrentNet(weights.recurrent, kernel),
        };
  const reader = new NetReader(
    new Vocabulary(weights.words),
    identityList(meta.features.identity, meta.features.heads),
  );
  const attributes = meta.heads.map(({ attribute }) => attribute);
  const operatingPoints = variant === 'fast' ? meta.fastOperatingPoints : meta.operatingPoints;
  const points = attributes.map((attribute) => operatingPoints[attribute] ?? 1);
  const { shares, askedFrom, dehumanization } = meta.nets;

  return {
    name: 'local',
    version: `${meta.version}.${codeVersion}${variant === 'full' ? '' : `-${variant}`}`,
    attributes: variant === 'fast' ? attributes : [...attributes, 'DEHUMANIZATION'],
    read(text, { language }): ModelReading {
      if (!mayBeEnglish(language) || isSurelyForeign(text)) return foreign;
      const both = listen(text);
      const scores: Partial<Record<Attribute, number>> = {};
      let over = false;
      for (let head = 0; head < attributes.length; head++) {
        const score = both === undefined ? 0 : scoreOf(head, both);
        scores[attributes[head]!] = score;
        over ||= score >= points[head]!;
      }
      // Severe toxicity is a part of toxicity (so its raters were asked, Jigsaw 2018), and few rows taught its head.
      const { TOXICITY: toxic, SEVERE_TOXICITY: severe } = scores;
      if (toxic !== undefined && severe !== undefined) scores.SEVERE_TOXICITY = Math.min(severe, toxic);
      if (nets) scores.DEHUMANIZATION = both ? hint() : 0;
      return { scores, evidence: over ? evidenceIn(text, scores, both ?? false) : [], operatingPoints };
    },
    explain(text, attribute) {
      const both = listen(text);
      if (both === undefined) return [];
      const { own, starts, ends } = sharesOf(text, both, [attributes.indexOf(attribute)])[0]!;
      const beside = (word: number): number => besidePart * Math.max(0, own[word] ?? 0);
      return Array.from(own, (given, word) => ({
        span: text.folded.toRaw({ start: starts[word]!, end: ends[word]! }),
        share: given + beside(word - 1) + beside(word + 1),
      }));
    },
  };

  /** All parts read the text, or the linear one alone; undefined where it has no word. */
  function listen(text: Text): boolean | undefined {
    if (linear.score(text.folded.text) === 0) return undefined;
    if (!nets || !asksNets()) return false;
    reader.read(text);
    nets.conv.score(reader.ids, reader.count);
    nets.recurrent.score(reader.ids, reader.count);
    return true;
  }

  function asksNets(): boolean {
    if (variant === 'full') return true;
    for (let head = 0; head < headCount; head++) if (linear.logits[head]! >= askedFrom[head]!) return true;
    return false;
  }

  function scoreOf(head: number, both: boolean): number {
    const { calibration, together } = meta.heads[head]!;
    const alone = linear.logits[head]!;
    if (!both) return calibrate(calibration, alone);
    const { conv, recurrent } = shares[head]!;
    return calibrate(together, blend(head, shares[head]!) + (1 - conv - recurrent) * alone);
  }

  function blend(head: number, { conv, recurrent }: Readonly<Record<'conv' | 'recurrent', number>>): number {
    return conv * nets!.conv.logits[head]! + recurrent * nets!.recurrent.logits[head]!;
  }

  /** Evidence for the check that looks for it, and no more: alone it never makes a policy act. */
  function hint(): number {
    return calibrate(dehumanization.calibration, blend(headCount, dehumanization)) * hintShare;
  }

  function evidenceIn(text: Text, scores: Scores, both: boolean): Evidence[] {
    const heads = attributes.flatMap((attribute, head) =>
      scores[attribute]! >= points[head]! ? [head] : [],
    );
    const { folded } = text;
    return sharesOf(text, both, heads).flatMap(({ head, own, starts, ends }) => {
      const stretches = strongestStretches(own).map(({ first, last }): Evidence => {
        const attribute = attributes[head]!;
        const span = withWholeSpelled(text.raw, folded.toRaw({ start: starts[first]!, end: ends[last]! }));
        let strongest = first;
        for (let word = first + 1; word <= last; word++) if (own[word]! > own[strongest]!) strongest = word;
        const kind = weights.kinds.get(folded.text.slice(starts[strongest], ends[strongest]));
        return { attribute, span, score: scores[attribute]!, ...(kind !== undefined && { kind }) };
      });
      return joined(stretches);
    });
  }

  /** What each word of the text read last gave to some heads. */
  function sharesOf(text: Text, both: boolean, heads: readonly number[]) {
    const { count, shares: linearShares, starts, ends } = linear.shares(text.folded.text);
    const given = both ? nets!.conv.explain(reader.ids, reader.count, heads) : [];
    return heads.map((head, at) => {
      const { conv, recurrent } = shares[head]!;
      const part = both ? 1 - conv - recurrent : 1;
      const own = new Float64Array(count);
      for (let word = 0; word < count; word++) own[word] = linearShares[word * headCount + head]! * part;
      if (both) addNet(given[at]!, conv + recurrent, own, starts, ends);
      return { head, own, starts, ends };
    });
  }

  /**
   * What the convolutions gave stands for both nets, which hear much the same. Their words are not quite the linear
   * part's: what one gave goes to the word that it starts in.
   */
  function addNet(
    given: Float64Array,
    part: number,
    own: Float64Array,
    starts: Int32Array,
    ends: Int32Array,
  ) {
    let word = 0;
    for (let k = 0; k < reader.count; k++) {
      const start = reader.starts[k]!;
      while (word < own.length && ends[word]! <= start) word++;
      if (word < own.length && starts[word]! < reader.ends[k]!) own[word]! += given[k]! * part;
    }
  }
}

interface Stretch {
  readonly first: number;
  readonly last: number;
  readonly strength: number;
}

/** The stretches of words that carried the score, strongest first; none when no word raised it. */
export function strongestStretches(shares: ArrayLike<number>): Stretch[] {
  let most = 0;
  for (let k = 0; k < shares.length; k++) if (shares[k]! > most) most = shares[k]!;
  if (most <= 0) return [];
  const found: Stretch[] = [];
  for (let k = 0; k < shares.length; k++) {
    if (shares[k]! < most * markedShare) continue;
    const before = found.at(-1);
    if (before && k - before.last <= bridgedWords + 1)
      found[found.length - 1] = { first: before.first, last: k, strength: before.strength + shares[k]! };
    else found.push({ first: k, last: k, strength: shares[k]! });
  }
  return found.sort((a, b) => b.strength - a.strength || a.first - b.first).slice(0, mostSpans);
}

/** Stretches that meet in one spelled word are one. */
function joined(stretches: readonly Evidence[]): Evidence[] {
  const all: Evidence[] = [];
  for (const one of stretches.toSorted((a, b) => a.span.start - b.span.start)) {
    const before = all.at(-1);
    if (!before || !overlap(before.span, one.span)) all.push(one);
    else {
      const end = Math.max(before.span.end, one.span.end);
      all[all.length - 1] = { ...before, span: { start: before.span.start, end } };
    }
  }
  return all;
}
