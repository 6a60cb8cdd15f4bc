import type { Attribute, Finding, Scores, Severity } from '../../domain/finding.js';
import type { Check, Inspection } from '../check.js';
import { type Evidence, type ModelReading, type ToxicityModel, usualOperatingPoint } from './models/model.js';

/** Most findings an attribute. */
const mostFindings = 3;
/** From this score on a finding has the worse of its attribute's two severities. */
const worseFrom = 0.9;

const attributesHeard: Readonly<
  Record<Attribute, { severities: readonly [Severity, Severity]; means: string }>
> = {
  TOXICITY: { severities: ['mild', 'moderate'], means: 'likely to make people leave the discussion' },
  SEVERE_TOXICITY: { severities: ['severe', 'severe'], means: 'very hateful or aggressive' },
  IDENTITY_ATTACK: { severities: ['moderate', 'severe'], means: 'hateful towards people for who they are' },
  INSULT: { severities: ['mild', 'moderate'], means: 'insulting' },
  PROFANITY: { severities: ['mild', 'moderate'], means: 'obscene' },
  THREAT: { severities: ['moderate', 'severe'], means: 'a threat or a wish of harm' },
  DEHUMANIZATION: { severities: ['moderate', 'severe'], means: 'denying people their humanity' },
};

/** Hears by a model how toxic a text is, and points at the words that carried it where the model can tell. */
export function toxicity(model: ToxicityModel): Check {
  return {
    name: 'toxicity',
    version: `${model.name}-${model.version}`,
    attributes: model.attributes,
    inspect(text, about, signal) {
      const reading = model.read(text, about, signal);
      return reading instanceof Promise
        ? reading.then((settled) => inspectionOf(settled, text.raw.length))
        : inspectionOf(reading, text.raw.length);
    },
  };
}

/** Findings for the attributes at or over their operating point, in text order; the whole text without evidence. */
function inspectionOf(reading: ModelReading, length: number): Inspection {
  const { evidence, operatingPoints, unsupported } = reading;
  if (unsupported) return { findings: [], scores: {}, unsupported };
  const scores = rounded(reading.scores);
  const findings: Finding[] = [];
  for (const name in scores) {
    const attribute = name as Attribute;
    const score = scores[attribute]!;
    if (length === 0 || score < (operatingPoints?.[attribute] ?? usualOperatingPoint)) continue;
    const pieces: Piece[] = evidence.filter((piece) => piece.attribute === attribute);
    if (pieces.length === 0) pieces.push({ span: { start: 0, end: length } });
    for (const piece of pieces.slice(0, mostFindings)) findings.push(findingOf(attribute, piece, score));
  }
  findings.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return { findings, scores };
}

/** To four decimals, far finer than any score is sure: a stored verdict holds six of them a comment. */
function rounded(scores: Scores): Scores {
  const near: Partial<Record<Attribute, number>> = {};
  for (const name in scores) near[name as Attribute] = Math.round(scores[name as Attribute]! * 1e4) / 1e4;
  return near;
}

type Piece = Pick<Evidence, 'span' | 'kind'>;

const carriers: Readonly<Record<string, string>> = {
  slur: 'a slur',
  swearing: 'a swear word',
  insults: 'an insult',
  harming: 'a word of violence',
  hating: 'a word of hatred',
  vices: 'a word of contempt',
};
const carrierOf = (kind: string | undefined): string =>
  kind !== undefined && carriers[kind] ? `; ${carriers[kind]} weighs most here` : '';

/** The score is the whole text's, how sure the model is; the span only says where it comes from. */
function findingOf(attribute: Attribute, { span, kind }: Piece, score: number): Finding {
  const { severities, means } = attributesHeard[attribute];
  return {
    rule: `toxicity/${attribute.toLowerCase()}`,
    attribute,
    span,
    score,
    severity: severities[score >= worseFrom ? 1 : 0],
    note: `The model reads the comment as ${means} (${attribute} ${score.toFixed(2)})${carrierOf(kind)}.`,
  };
}
