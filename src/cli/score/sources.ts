import { createReadStream } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Form } from './entry.js';
import type { Bytes } from './lines.js';
import { nameFrom } from './record.js';

/** One input: a file or standard input. */
export interface Source {
  /** As the operator would write it; `stdin` for standard input. */
  readonly name: string;
  /** What ids of nameless comments start with; no two sources of a run share one. */
  readonly stem: string;
  /** By its extension; absent where the content must tell. */
  readonly form?: Exclude<Form, 'article'>;
  /** Bytes on disk; absent for pipes. */
  readonly size?: number;
  /** The file itself, links resolved, so that it is never written over. */
  readonly path?: string;
  /** @param count is told how many bytes of `size` were read */
  open(count: (bytes: number) => void, signal: AbortSignal): Bytes;
}

export interface Found {
  readonly sources: readonly Source[];
  /** Files in folders that are no comments by their extension. */
  readonly skipped: number;
  /** Inputs that cannot be read, each with its reason. */
  readonly problems: readonly string[];
}

const byExtension: Readonly<Record<string, 'jsonl' | 'csv' | 'text'>> = {
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  csv: 'csv',
  txt: 'text',
};
const longestStem = 150;

type Placed = Omit<Source, 'stem'>;

/** Finds the files that inputs name. Folders are read recursively, in order of names; `-` is standard input. */
export async function findSources(inputs: readonly string[], stdin: Bytes): Promise<Found> {
  const placed: Placed[] = [];
  const problems: string[] = [];
  let skipped = 0;
  for (const input of inputs) {
    if (input === '-') {
      placed.push({ name: 'stdin', open: (count) => counted(stdin, count) });
      continue;
    }
    try {
      const about = await stat(input);
      if (!about.isDirectory()) {
        placed.push(await file(input));
        continue;
      }
      for await (const path of filesUnder(input))
        if (extensionOf(path)) placed.push(await file(path));
        else skipped++;
    } catch (error) {
      problems.push(`${input}: ${reasonOf(error)}`);
    }
  }
  return { sources: withStems(placed), skipped, problems };
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'no permission to read it',
  EISDIR: 'is a folder',
  Z_BUF_ERROR: 'ends too early',
  Z_DATA_ERROR: 'is damaged, or not a gzip file',
};

/** Why a file could not be read, in words. */
export function reasonOf(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  if (typeof code !== 'string') return `cannot be read (${String(name)})`;
  return reasons[code] ?? `cannot be read (${code})`;
}

async function* filesUnder(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    // Links to folders are left alone: they can lead in circles.
    if (entry.isDirectory()) yield* filesUnder(path);
    else if (entry.isFile() || (entry.isSymbolicLink() && (await isFile(path)))) yield path;
  }
}

const isFile = async (path: string): Promise<boolean> =>
  stat(path).then(
    (about) => about.isFile(),
    () => false,
  );

const bareName = (path: string): string => basename(path).replace(/\.gz$/i, '');

function extensionOf(path: string): Source['form'] {
  const name = bareName(path);
  const dot = name.lastIndexOf('.');
  const extension = name.slice(dot + 1).toLowerCase();
  return dot > 0 && Object.hasOwn(byExtension, extension) ? byExtension[extension] : undefined;
}

async function file(path: string): Promise<Placed> {
  const about = await stat(path);
  const form = extensionOf(path);
  return {
    name: path,
    ...(form && { form }),
    ...(about.isFile() && { size: about.size }),
    path: await realpath(path),
    open(count, signal) {
      const raw = createReadStream(path, { signal });
      if (!/\.gz$/i.test(path)) return counted(raw, count);
      // Errors of either end come out of the reading loop.
      return pipeline(counted(raw, count), createGunzip(), () => {});
    },
  };
}

async function* counted(bytes: Bytes, count: (bytes: number) => void): Bytes & AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    count(chunk.length);
    yield chunk;
  }
}

/** A file's name without extension; its path where another of the run has the same. */
function withStems(placed: readonly Placed[]): Source[] {
  const stemOf = ({ name }: Placed): string => bareName(name).replace(/(?<=.)\.[^.]*$/, '');
  const seen = new Map<string, string>();
  const shared = new Set<string>();
  for (const one of placed) {
    const stem = stemOf(one);
    if (seen.has(stem) && seen.get(stem) !== one.name) shared.add(stem);
    seen.set(stem, one.name);
  }
  return placed.map((one) => {
    const stem = stemOf(one);
    return { ...one, stem: nameFrom((shared.has(stem) ? one.name : stem).slice(-longestStem), longestStem) };
  });
}
