import type { Attribute, Scores } from '../../../domain/finding.js';
import type { Span } from '../../../domain/span.js';
import type { Text } from '../../../text/text.js';
import { NetReader } from '../reading.js';
import { identityList, Vocabulary } from '../vocabulary.js';
import { calibrate } from './calibration.js';
import { headCount, LinearModel } from './linear.js';
import type { Evidence, ModelReading, ToxicityModel } from './model.js';
import { ConvNet } from './net.js';
import { readWeights, type Weights } from './weights.js';

/** Raise it when the same weights would read the same text otherwise: here, in the features, or in the text room. */
const codeVersion = 3;
/** A word is marked when it gave at least this share of what the strongest word gave to the score. */
const markedShare = 0.2;
/** Marked words grow together when at most this many unmarked words stand between them. */
const bridgedWords = 1;
/** Which part of what a word gave its neighbours get too: tried on held-out toxic spans, token AUC .784 to .81. */
const besidePart = 0.3;
/** How many spans an attribute may have. */
const mostSpans = 3;

/**
 * `fast`: the linear part alone. `full`: both parts always. `cascade`: the net is asked only where the linear part is not so
 * sure of a harmless text that the net has never changed a side (weights/meta.json, `askedFrom`).
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

let shipped: Weights | undefined;
function shippedWeights(): Weights {
  shipped ??= readWeights();
  return shipped;
}

/**
 * The embedded model: hashed words, pairs and letter runs by logistic regression, and a convolutional net over word
 * vectors, their logits averaged (docs/MODEL_CARD.md). Deterministic, offline, English. A text with no word that it can
 * read scores 0.
 *
 * @param weights the shipped ones are read at the first call, once a process
 * @throws WeightsError when they are missing or broken
 */
export function localModel(variant: Variant = 'full', weights: Weights = shippedWeights()): LocalModel {
  const { meta, rows } = weights;
  const linear = new LinearModel({
    shape: meta.features,
    rows,
    scales: meta.heads.map(({ scale }) => scale),
    biases: meta.heads.map(({ bias }) => bias),
  });
  const net = new ConvNet(weights.net);
  const reader = new NetReader(
    new Vocabulary(weights.words),
    identityList(meta.features.identity, meta.features.heads),
  );
  const attributes = meta.heads.map(({ attribute }) => attribute);
  const operatingPoints = variant === 'fast' ? meta.fastOperatingPoints : meta.operatingPoints;
  const points = attributes.map((attribute) => operatingPoints[attribute] ?? 1);
  const { share, askedFrom } = meta.net;

  return {
    name: 'local',
    version: `${meta.version}.${codeVersion}${variant === 'full' ? '' : `-${variant}`}`,
    attributes,
    read(text): ModelReading {
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
      return { scores, evidence: over ? evidenceIn(text, scores, both ?? false) : [], operatingPoints };
    },
    explain(text, attribute) {
      const both = listen(text);
      if (both === undefined) return [];
      const { own, starts, ends } = sharesOf(text, both)(attributes.indexOf(attribute));
      const beside = (word: number): number => besidePart * Math.max(0, own[word] ?? 0);
      return Array.from(own, (given, word) => ({
        span: text.folded.toRaw({ start: starts[word]!, end: ends[word]! }),
        share: given + beside(word - 1) + beside(word + 1),
      }));
    },
  };

  /** Both parts read the text, or the linear one alone; undefined where it has no word. */
  function listen(text: Text): boolean | undefined {
    if (linear.score(text.folded.text) === 0) return undefined;
    if (!asksNet()) return false;
    reader.read(text);
    net.score(reader.ids, reader.count);
    return true;
  }

  function asksNet(): boolean {
    if (variant !== 'cascade') return variant === 'full';
    for (let head = 0; head < headCount; head++) if (linear.logits[head]! >= askedFrom[head]!) return true;
    return false;
  }

  function scoreOf(head: number, both: boolean): number {
    const { calibration, together } = meta.heads[head]!;
    const alone = linear.logits[head]!;
    if (!both) return calibrate(calibration, alone);
    return calibrate(together, share[head]! * net.logits[head]! + (1 - share[head]!) * alone);
  }

  function evidenceIn(text: Text, scores: Scores, both: boolean): Evidence[] {
    const sharesFor = sharesOf(text, both);
    return attributes.flatMap((attribute, head) => {
      const score = scores[attribute]!;
      if (score < points[head]!) return [];
      const { own, starts, ends } = sharesFor(head);
      return strongestStretches(own).map(({ first, last }): Evidence => {
        const span = text.folded.toRaw({ start: starts[first]!, end: ends[last]! });
        return { attribute, span, score };
      });
    });
  }

  /** What each word of the text read last gave, by head. */
  function sharesOf(text: Text, both: boolean) {
    const { count, shares, starts, ends } = linear.shares(text.folded.text);
    const own = new Float64Array(count);
    return (head: number) => {
      const part = both ? 1 - share[head]! : 1;
      for (let word = 0; word < count; word++) own[word] = shares[word * headCount + head]! * part;
      if (both) addNet(head, own, starts, ends);
      return { own, starts, ends };
    };
  }

  /** The net's words are not quite the linear part's: what one gave goes to the word that it starts in. */
  function addNet(head: number, own: Float64Array, starts: Int32Array, ends: Int32Array): void {
    const given = new Float64Array(reader.count);
    net.explain(reader.ids, reader.count, head, given);
    let word = 0;
    for (let k = 0; k < reader.count; k++) {
      const start = reader.starts[k]!;
      while (word < own.length && ends[word]! <= start) word++;
      if (word < own.length && starts[word]! < reader.ends[k]!) own[word]! += given[k]! * share[head]!;
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
