import Perspective from 'perspective-api-client';
import { z } from 'zod';
import { type Attribute, attributes as allAttributes } from '../../../domain/finding.js';
import { limits } from '../../../domain/limits.js';
import { type Evidence, type ModelReading, type ToxicityModel, usualOperatingPoint } from './model.js';
import { PerspectiveError, withTransport } from './perspective-transport.js';

/** Perspective's six production attributes. */
const attributes = allAttributes.filter((attribute) => attribute !== 'DEHUMANIZATION');

/** The languages in which all six are scored; for another one, and without one, Perspective finds out by itself. */
const spoken: ReadonlySet<string> = new Set(['de', 'en', 'es', 'fr', 'it', 'pt', 'ru']);

export interface PerspectiveOptions {
  readonly apiKey: string;
  /** Milliseconds until a call is given up; 2000 where absent. */
  readonly timeoutMs?: number;
  /** Where `comments:analyze` is, when it is not Google's. */
  readonly url?: string;
}

const score = z.object({ value: z.number().min(0).max(1) });
const answerForm = z.object({
  attributeScores: z
    .record(
      z.string(),
      z.object({
        summaryScore: score,
        spanScores: z
          .array(z.object({ begin: z.number().int().optional(), end: z.number().int().optional(), score }))
          .optional(),
      }),
    )
    .optional(),
});

/**
 * Google's Perspective, through perspective-api-client (Perspective closes on 31 December 2026). Texts go to Google,
 * marked not to be stored. Rejects with {@link PerspectiveError} when it cannot tell.
 */
export function perspectiveModel({ apiKey, timeoutMs = 2000, url }: PerspectiveOptions): ToxicityModel {
  const client = new Perspective({ apiKey });
  return {
    name: 'perspective',
    version: 'v1alpha1',
    attributes,
    async read(text, about, signal): Promise<ModelReading> {
      // The client rejects a bad text and posts it all the same: judge first.
      if (text.raw.trim() === '') throw new PerspectiveError('empty');
      if (Buffer.byteLength(text.raw) > limits.textBytes) throw new PerspectiveError('too_long');
      const language = about.language?.split('-')[0]?.toLowerCase();
      const request = {
        comment: { text: text.raw, type: 'PLAIN_TEXT' },
        ...(language && spoken.has(language) && { languages: [language] }),
        spanAnnotations: true,
        requestedAttributes: Object.fromEntries(attributes.map((attribute) => [attribute, {}])),
      };
      const answer = await withTransport({ timeoutMs, signal, ...(url && { url }) }, () =>
        // Stripping tags would move every span, and a text of tags alone would be posted empty.
        client.analyze(request, { doNotStore: true, stripHTML: false }),
      );
      return toReading(answer, text.raw.length);
    },
  };
}

function toReading(answer: unknown, length: number): ModelReading {
  const parsed = answerForm.safeParse(answer);
  if (!parsed.success || !parsed.data.attributeScores) throw new PerspectiveError('unreadable_answer');
  const scores: Partial<Record<Attribute, number>> = {};
  const evidence: Evidence[] = [];
  for (const attribute of attributes) {
    const found = parsed.data.attributeScores[attribute];
    if (!found) continue;
    const whole = found.summaryScore.value;
    scores[attribute] = whole;
    if (whole < usualOperatingPoint) continue;
    for (const { begin = 0, end = length, score } of found.spanScores ?? [])
      if (begin >= 0 && begin < end && end <= length)
        evidence.push({ attribute, span: { start: begin, end }, score: Math.min(score.value, whole) });
  }
  return { scores, evidence: evidence.sort((a, b) => b.score - a.score) };
}
