import type { Attribute } from '../../domain/finding.js';
import { attributeOf } from './attributes.js';
import { analyzerRefusal, invalidRequest } from './errors.js';
import { baseLanguage } from './languages.js';
import type { AnalyzeRequest } from './messages.js';

/** One requested attribute. */
export interface Asked {
  /** As it was asked for, and is answered: e.g. `TOXICITY@6`. */
  readonly name: string;
  readonly attribute: Attribute;
  /** Lower scores are left out of the answer. */
  readonly threshold: number;
}

/** Attributes of one request: Perspective has about fifty names. */
const mostAsked = 100;

/**
 * The requested attributes that we have, in the order of the request.
 *
 * @param drop leave out those that we do not have, instead of refusing
 * @throws GoogleError NO_REQUESTED_ATTRIBUTES or INVALID_REQUEST
 */
export function askedOf(requested: AnalyzeRequest['requestedAttributes'], drop: boolean): readonly Asked[] {
  const names = Object.keys(requested ?? {});
  if (names.length === 0) throw analyzerRefusal('NO_REQUESTED_ATTRIBUTES', 'Missing requested_attributes');
  if (names.length > mostAsked) throw invalidRequest(`More than ${mostAsked} requested attributes.`);
  const asked: Asked[] = [];
  for (const name of names) {
    const attribute = attributeOf(name);
    if (!attribute) {
      if (drop) continue;
      throw invalidRequest(`Unknown requested attribute: ${name.slice(0, 100)}`);
    }
    const { scoreType = 'PROBABILITY', scoreThreshold = 0 } = requested![name]!;
    if (scoreType !== 'PROBABILITY' && scoreType !== 'SCORE_TYPE_UNSPECIFIED')
      throw invalidRequest(
        `Requested score type ${scoreType.slice(0, 40)} is not supported by attribute ${name}`,
      );
    asked.push({ name, attribute, threshold: scoreThreshold });
  }
  return asked;
}

/** Languages of one request. */
const mostLanguages = 20;

/**
 * The requested languages as sent, and the first part of each; undefined when the request names none.
 *
 * @throws GoogleError INVALID_REQUEST
 */
export function languagesOf(
  languages: readonly string[] | undefined,
): { readonly sent: readonly string[]; readonly base: readonly string[] } | undefined {
  const sent = languages?.filter((tag) => tag !== '');
  if (!sent || sent.length === 0) return undefined;
  if (sent.length > mostLanguages) throw invalidRequest(`More than ${mostLanguages} request languages.`);
  const base = sent.map((tag) => {
    const found = baseLanguage(tag);
    if (found === undefined) throw invalidRequest('A request language is no BCP 47 tag.');
    return found;
  });
  return { sent, base };
}
