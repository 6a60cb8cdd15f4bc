import type { Request, Response } from 'express';
import { DecorumError } from '../domain/errors.js';
import type { SiteWords, WordEntry } from '../domain/site-words.js';
import type { Pipeline } from '../pipeline/pipeline.js';
import { share } from '../policies/wilson.js';
import { withCandidates } from '../site-words/acts.js';
import {
  addEntries,
  type Changed,
  removeEntry,
  replaceEntries,
  restoreVersion,
  unfit,
} from '../site-words/change.js';
import { readWordsCsv, writeWordsCsv } from '../site-words/csv.js';
import { type Author, type EntryFault, postedList, readEntries } from '../site-words/entry.js';
import { preview } from '../site-words/preview.js';
import type { CommentStore } from '../store/comment-store.js';
import type { WordStore } from '../store/word-store.js';
import { callerOf } from './authentication.js';
import { bytesOf, csv, json } from './body.js';
import { presentWordsTest } from './presenters.js';
import { Refusal } from './problems.js';
import { bodyAs, queryAs, refuseQuery, siteOf } from './request.js';
import type { Route } from './route.js';
import { importQuery, postedWords, wordsPreview, wordsQuery, wordsRestore, wordsTest } from './schemas.js';
import type { AddedWords, ChangedWords, PreviewResource, WordsVersionsResource } from './types.js';

export interface SiteWordsOptions {
  readonly words: WordStore;
  readonly store: Pick<CommentStore, 'newest' | 'get'>;
  readonly pipeline: Pick<Pipeline, 'moderate'>;
  readonly now: () => Date;
}

/** A site's own allow and deny lists: reading and changing them, and trying entries before they count. */
export function siteWords({ words, store, pipeline, now }: SiteWordsOptions): Route[] {
  let previewing = false;
  let latest: SiteWords | undefined;

  /** The same object while the list is the same: a check makes a list ready once, and for a long one that is dear. */
  async function standingOf(site: string): Promise<SiteWords> {
    const found = await words.get(site);
    if (latest?.site !== site || latest.version !== found.version) latest = found;
    return latest;
  }

  /** Tried on a text: what a check could not go by would make it fail on every comment of the site. */
  async function fits(list: SiteWords): Promise<boolean> {
    const { outcomes } = await pipeline.moderate({ id: 'trial', revision: 1, text: 'trial' }, list);
    return outcomes.every(({ status }) => status === 'ran');
  }

  async function show(req: Request, res: Response): Promise<void> {
    const { version } = queryAs(req, wordsQuery);
    res.json(await listOf(siteOf(req), version));
  }

  async function download(req: Request, res: Response): Promise<void> {
    const { version } = queryAs(req, wordsQuery);
    const list = await listOf(siteOf(req), version);
    const name = `words-${list.site.replaceAll(/[^\w.-]/g, '_')}-v${list.version}.csv`;
    res.set('Content-Disposition', `attachment; filename="${name}"`);
    res.type('text/csv; charset=utf-8').send(writeWordsCsv(list.words));
  }

  async function versions(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const site = siteOf(req);
    const answer: WordsVersionsResource = { site, versions: await words.history(site) };
    res.json(answer);
  }

  async function add(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const site = siteOf(req);
    const posted = postedList(bodyAs(req, postedWords).words);
    const { words: list, added } = written(await addEntries(words, site, posted, authorOf(res), fits));
    const answer: AddedWords = { site, version: list.version, words: added };
    res.status(201).json(answer);
  }

  async function remove(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const removed = await removeEntry(words, siteOf(req), String(req.params.id), authorOf(res));
    if (removed.result === 'unknown') throw new Refusal('not_found', 'No entry of this site has this id.');
    written(removed);
    res.status(204).end();
  }

  async function take(req: Request, res: Response): Promise<void> {
    const { mode } = queryAs(req, importQuery);
    const site = siteOf(req);
    const file = readWordsCsv(bytesOf(req));
    if (!file.ok) throw new Refusal('broken_csv', refusedDetail(file.faults), { errors: file.faults });
    const change = mode === 'add' ? addEntries : replaceEntries;
    res.json(presentChange(written(await change(words, site, file.posted, authorOf(res), fits))));
  }

  async function restore(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const { version } = bodyAs(req, wordsRestore);
    const restored = await restoreVersion(words, siteOf(req), version, authorOf(res));
    if (restored.result === 'unknown') throw unknownVersion();
    res.json(presentChange(written(restored)));
  }

  async function tryText(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const { text, words: candidates = [] } = bodyAs(req, wordsTest);
    const standing = await standingOf(siteOf(req));
    const list = withCandidates(standing, candidatesOf(candidates, standing.words));
    const comment = { id: 'test', revision: 1, text, site: standing.site };
    res.json(presentWordsTest(await pipeline.moderate(comment, list), standing.version));
  }

  async function tryStored(req: Request, res: Response): Promise<void> {
    refuseQuery(req);
    const { words: posted, newest } = bodyAs(req, wordsPreview);
    const site = siteOf(req);
    // It takes the process's thread for seconds: two at once would make each other and intake wait.
    if (previewing) throw new DecorumError('overloaded', 'another preview is under way');
    previewing = true;
    const gone = new AbortController();
    res.once('close', () => gone.abort());
    try {
      const standing = await standingOf(site);
      const candidates = candidatesOf(posted, standing.words);
      const proposed = withCandidates(standing, candidates);
      if (!(await fits(proposed))) throw refusedEntries([unfit]);
      const given = { comments: store, pipeline, standing, candidates, proposed, signal: gone.signal };
      const found = await preview({ ...given, ...(newest !== undefined && { newest }) });
      const { approved, rejected } = found.decided;
      const { low, high } = share(rejected, approved + rejected);
      const answer: PreviewResource = { ...found, rejectedShare: { low, high } };
      res.json(answer);
    } catch (error) {
      // Nobody is there to be told.
      if (!gone.signal.aborted) throw error;
    } finally {
      previewing = false;
    }
  }

  async function listOf(site: string, version: number | undefined) {
    const list = version === undefined ? await words.get(site) : await words.get(site, version);
    if (!list) throw unknownVersion();
    return list;
  }

  const authorOf = (res: Response): Author => ({ by: callerOf(res).name, at: now().toISOString() });

  const read = { scopes: ['moderate'] } as const;
  const write = { scopes: ['lead'] } as const;
  const path = '/v1/sites/:site/words';
  const accepts = [json];
  return [
    { method: 'get', path, ...read, handle: show },
    { method: 'post', path, ...write, accepts, handle: add },
    { method: 'get', path: `${path}/export`, ...read, handle: download },
    { method: 'post', path: `${path}/import`, ...write, accepts: [csv], handle: take },
    { method: 'get', path: `${path}/versions`, ...read, handle: versions },
    { method: 'post', path: `${path}/restore`, ...write, accepts, handle: restore },
    { method: 'post', path: `${path}/test`, ...read, accepts, handle: tryText },
    { method: 'post', path: `${path}/preview`, ...read, accepts, handle: tryStored },
    { method: 'delete', path: `${path}/:id`, ...write, handle: remove },
  ];
}

const unknownVersion = (): Refusal => new Refusal('not_found', 'This version of the list is not kept.');

function candidatesOf(
  posted: readonly unknown[],
  standing: Parameters<typeof readEntries>[1],
): readonly WordEntry[] {
  const candidates = readEntries(postedList(posted), standing);
  if (!candidates.ok) throw refusedEntries(candidates.faults);
  return candidates.entries;
}

/** What was written; every other result as a refusal. */
function written(changed: Changed): Extract<Changed, { result: 'written' }> {
  if (changed.result === 'written') return changed;
  if (changed.result === 'refused') throw refusedEntries(changed.faults);
  throw new Refusal('conflict', 'Others keep changing this list: read it again, then try again.');
}

const presentChange = ({ words, added, removed }: ReturnType<typeof written>): ChangedWords => ({
  site: words.site,
  version: words.version,
  added: added.length,
  removed: removed.length,
  count: words.words.length,
});

/** More than these help nobody, and a file of 5,000 bad lines would answer with megabytes. */
const mostFaults = 1000;

const refusedEntries = (faults: readonly EntryFault[]): Refusal =>
  new Refusal('invalid', refusedDetail(faults), { errors: faults.slice(0, mostFaults) });

function refusedDetail([first, ...more]: readonly EntryFault[]): string {
  const others = more.length === 0 ? '' : `; ${more.length} more`;
  return `Nothing was written: ${first!.field} ${first!.reason}${others}.`;
}
