import { looksLikeArticle } from './article.js';
import type { Entry, Form, Origin } from './entry.js';
import type { Bytes } from './lines.js';
import { maxArticleBytes, readArticle } from './read-article.js';
import { readCsv } from './read-csv.js';
import { readJsonl } from './read-jsonl.js';
import { readText } from './read-text.js';
import { reasonOf, type Source } from './sources.js';

const readers: Record<Form, (bytes: Bytes, origin: Origin) => AsyncGenerator<readonly Entry[]>> = {
  article: readArticle,
  jsonl: readJsonl,
  csv: readCsv,
  text: readText,
};

export interface ReadOptions {
  /** `auto`: by extension and content. */
  readonly from: Form | 'auto';
  readonly site?: string;
  /** Told which form was taken, and what else an operator should know. */
  readonly say: (remark: string) => void;
  readonly count: (bytes: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Reads one source in its form, in constant memory (an article: whole, up to a bound). What breaks off the
 * reading, such as a damaged archive, comes as a last bad entry.
 */
export async function* readSource(source: Source, options: ReadOptions): AsyncGenerator<readonly Entry[]> {
  const { from, site, say, count, signal } = options;
  const origin: Origin = {
    name: source.name,
    stem: source.stem,
    ...(site !== undefined && { site }),
    say: (remark) => say(`${source.name}: ${remark}`),
  };
  let line = 0;
  try {
    const opened = source.open(count, signal);
    const { form, bytes } =
      from === 'auto' ? await detect(source, opened, origin.say) : { form: from, bytes: opened };
    for await (const entries of readers[form](bytes, origin)) {
      line = entries.at(-1)?.line ?? line;
      yield entries;
    }
  } catch (error) {
    if (signal.aborted) return;
    yield [{ error: `file: ${reasonOf(error)}`, file: source.name, line: line + 1 }];
  }
}

const overridden = 'to read it otherwise, give --from article, jsonl, csv or text';

async function detect(
  source: Source,
  opened: Bytes,
  say: Origin['say'],
): Promise<{ form: Form; bytes: Bytes }> {
  const told = source.form;
  if (told === 'jsonl' || told === 'csv') return { form: told, bytes: opened };
  if (told === undefined) {
    const { head, bytes } = await peek(opened, 64 * 1024, true);
    if (/^\uFEFF?\s*\{/.test(head.toString('utf8', 0, 1024))) return { form: 'jsonl', bytes };
    // Standard input may never end: its first character decides.
    if (source.path !== undefined) return detectText(bytes, say);
    say(`read as one comment a line; ${overridden}`);
    return { form: 'text', bytes };
  }
  return detectText(opened, say);
}

/** An article is read whole anyway, so a text file may be looked at up to an article's bound. */
async function detectText(opened: Bytes, say: Origin['say']): Promise<{ form: Form; bytes: Bytes }> {
  const { head, whole, bytes } = await peek(opened, maxArticleBytes, false);
  const form = whole && looksLikeArticle(head.toString('utf8')) ? 'article' : 'text';
  say(`read as ${form === 'article' ? 'an article' : 'one comment a line'}; ${overridden}`);
  return { form, bytes };
}

/** Reads until there is ink (or, without `ink`, more than `max` bytes) and gives it back in front of the rest. */
async function peek(
  opened: Bytes,
  max: number,
  ink: boolean,
): Promise<{ head: Buffer; whole: boolean; bytes: Bytes }> {
  const rest = opened[Symbol.asyncIterator]();
  const parts: Uint8Array[] = [];
  let size = 0;
  let whole = false;
  while (size <= max) {
    const { done, value } = await rest.next();
    whole = done === true;
    if (done) break;
    // A copy: what a stream reuses must not change under us.
    parts.push(Uint8Array.from(value));
    size += value.length;
    if (ink && value.some((byte) => byte > 0x20 && byte < 0x7f)) break;
  }
  const head = Buffer.concat(parts);
  async function* again(): AsyncGenerator<Uint8Array> {
    yield* parts;
    if (!whole) yield* { [Symbol.asyncIterator]: () => rest };
  }
  return { head, whole, bytes: again() };
}
