import type { Bridge } from '../../bridge/bridge.js';
import type { CommentContext } from '../../domain/comment.js';
import { DecorumError } from '../../domain/errors.js';
import type { Scores } from '../../domain/finding.js';
import { attributeScores } from '../../pipeline/attribute-scores.js';
import type { Pipeline } from '../../pipeline/pipeline.js';
import { sentenceSpans } from '../../pipeline/sentence-spans.js';
import type { KeyRecord } from '../../store/key-store.js';
import { type Asked, askedOf, languagesOf } from './asked.js';
import { analyzerRefusal } from './errors.js';
import { type Detected, detect, languageOf, perspectiveSupports, supports } from './languages.js';
import { type AnalyzeRequest, analyzeRequest, readMessage } from './messages.js';
import { contextOf, textOf } from './subject.js';

interface Score {
  readonly value: number;
  readonly type: 'PROBABILITY';
}

/** Body of a 200. */
export interface AnalyzeResponse {
  /** Absent when nothing asked for reached its threshold. */
  readonly attributeScores?: Readonly<
    Record<
      string,
      {
        readonly spanScores: readonly {
          readonly begin: number;
          readonly end: number;
          readonly score: Score;
        }[];
        readonly summaryScore: Score;
      }
    >
  >;
  readonly languages: readonly string[];
  readonly detectedLanguages: readonly string[];
  readonly clientToken?: string;
}

export interface AnalyzeOptions {
  readonly pipeline: Pick<Pipeline, 'moderate'>;
  readonly bridge: Bridge;
  /** Leave out attributes that we do not have, also where the request does not say so. */
  readonly dropUnknown: boolean;
}

/** What to score a text by: where it stands, for whom, in which language. */
interface About extends CommentContext {
  readonly site: string;
}

export type Analyze = (body: Uint8Array, caller: KeyRecord, requestId: string) => Promise<AnalyzeResponse>;

/** comments:analyze: the same checks and scores as the pipeline's, answered at once. */
export function createAnalyze({ pipeline, bridge, dropUnknown }: AnalyzeOptions): Analyze {
  /** @throws DecorumError `unavailable` when a check failed: a score that lacks one would be silence */
  async function scored(text: string, about: About): Promise<Scores> {
    const { outcomes } = await pipeline.moderate({ id: 'analyze', revision: 1, text, ...about });
    if (outcomes.some(({ status }) => status === 'failed'))
      throw new DecorumError('unavailable', 'a check failed');
    return attributeScores(outcomes);
  }

  /** Each span's scores, on its own text; lets others in between. */
  async function scoredSpans(text: string, about: About) {
    const spans = sentenceSpans(text);
    const found = [];
    for (const { start, end } of spans) {
      found.push({ begin: start, end, scores: await scored(text.slice(start, end), about) });
      if (found.length % 4 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    return found;
  }

  return async (body, caller, requestId) => {
    const request = readMessage(body, analyzeRequest);
    const text = textOf(request.comment);
    const drop = request.dropUnsupportedAttributes === true;
    const asked = askedOf(request.requestedAttributes, drop || dropUnknown);
    const context = contextOf(request.context);
    const { site = 'default' } = caller;
    const named = languagesOf(request.languages);
    const detected = detect(text);
    const read = named ? undefined : languageOf(text, detected);
    const languages = named?.base ?? read?.languages.slice(0, 1);
    if (!languages) throw analyzerRefusal('LANGUAGE_DETECTION_FAILED', 'Unable to detect language.');
    const about: About = { site, ...context, language: languages[0]! };

    const settings = bridge.settingsOf(site);
    const spoken = (one: Asked) => languages.every((language) => supports(one.attribute, language));
    const ours = asked.filter(spoken);
    const asksPerspective =
      settings.mode === 'primary' &&
      asked.every(({ attribute }) => languages.every((language) => perspectiveSupports(attribute, language)));
    const refuse = (): void => {
      const lacking = drop ? undefined : asked.find((one) => !spoken(one));
      if (lacking) throw unsupported(lacking.name, languages, named !== undefined);
    };
    if (!asksPerspective) refuse();

    const local = ours.length > 0 ? await scored(text, about) : {};
    const answer = await bridge.answer({
      site,
      requestId,
      text,
      context: about,
      local,
      // Shadow and primary send the text to Google, each by the operator's word.
      ask: asked.length > 0 && (asksPerspective || settings.mode === 'shadow'),
    });
    if (asksPerspective && answer.by === 'local') refuse();
    const shown = answer.by === 'local' ? ours : asked;
    const spans =
      request.spanAnnotations === true && shown.length > 0
        ? (await scoredSpans(text, about)).map(({ scores, ...span }) => ({
            ...span,
            scores: bridge.mapped(site, scores),
          }))
        : [{ begin: 0, end: text.length, scores: answer.scores }];
    if (request.doNotStore !== true) await bridge.archive({ site, text, context: about });
    return {
      ...scoresFor(shown, answer.scores, spans),
      languages: named?.sent ?? languages,
      detectedLanguages: shownLanguages(read ?? detected, languages),
      ...(request.clientToken !== undefined && { clientToken: request.clientToken }),
    };
  };
}

const score = (value: number): Score => ({ value: Math.round(value * 1e6) / 1e6, type: 'PROBABILITY' });

function scoresFor(
  asked: readonly Asked[],
  summary: Scores,
  spans: readonly { readonly begin: number; readonly end: number; readonly scores: Scores }[],
): Pick<AnalyzeResponse, 'attributeScores'> {
  const entries = asked
    .filter(({ attribute, threshold }) => (summary[attribute] ?? 0) >= threshold)
    .map(({ name, attribute }) => [
      name,
      {
        spanScores: spans.map(({ begin, end, scores }) => ({
          begin,
          end,
          score: score(scores[attribute] ?? 0),
        })),
        summaryScore: score(summary[attribute] ?? 0),
      },
    ]);
  return entries.length > 0 ? { attributeScores: Object.fromEntries(entries) } : {};
}

/** Never empty: what tells nothing is told as it was read. */
const shownLanguages = ({ languages }: Detected, read: readonly string[]): readonly string[] =>
  languages.length > 0 ? languages : read.slice(0, 1);

function unsupported(attribute: string, languages: readonly string[], named: boolean) {
  const lacking = languages.filter((language) => language !== 'en');
  return analyzerRefusal(
    'LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE',
    `Attribute ${attribute} does not support request languages: ${lacking.join(', ')}`,
    {
      languageNotSupportedByAttributeError: {
        detectedLanguages: lacking,
        ...(named && { requestedLanguages: lacking }),
        attribute,
      },
    },
  );
}

export type { AnalyzeRequest };
