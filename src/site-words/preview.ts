import { setImmediate } from 'node:timers/promises';
import type { Case } from '../domain/case.js';
import type { Finding } from '../domain/finding.js';
import type { SiteWords, WordEntry } from '../domain/site-words.js';
import type { Action } from '../domain/verdict.js';
import type { Pipeline } from '../pipeline/pipeline.js';
import type { CommentStore } from '../store/comment-store.js';
import { type Acts, candidateName, createActs, withCandidates } from './acts.js';
import type { DecidedCounts, Preview, PreviewSample, SeenFinding } from './preview-report.js';

/** Comments read when no number is asked for. */
export const defaultNewest = 1000;
const chunkItems = 100;
const mostSamples = 20;
/** Milliseconds of reading after which others get their turn: intake goes on in the same process. */
const turnMs = 2;

export interface PreviewOptions {
  readonly comments: Pick<CommentStore, 'newest' | 'get'>;
  readonly pipeline: Pick<Pipeline, 'moderate'>;
  /** The list that stands. */
  readonly standing: SiteWords;
  /** New entries, read and found good. */
  readonly candidates: readonly WordEntry[];
  /** The list with them (`withCandidates`), where the caller has it: checks may have made it ready already. */
  readonly proposed?: SiteWords;
  /** At most {@link limits.previewComments}; default {@link defaultNewest}. */
  readonly newest?: number;
  /** Aborted: rejects with its reason, within one comment. */
  readonly signal?: AbortSignal;
}

/**
 * Reads the newest stored comments of a site by the list that stands and by that list with the new entries, and tells
 * the difference. The same comments, decisions and entries give the same preview. Nothing is written.
 */
export async function preview(options: PreviewOptions): Promise<Preview> {
  const { comments, pipeline, standing, candidates, newest = defaultNewest, signal } = options;
  const { proposed = withCandidates(standing, candidates) } = options;
  const actsOn = createActs(pipeline, standing, candidates);
  const tally = createTally(candidates.length);
  const turns = createTurns(signal);

  const ids = await comments.newest(standing.site, newest);
  for (let at = 0; at < ids.length; at += chunkItems)
    for (const found of await comments.get(ids.slice(at, at + chunkItems))) {
      // Erased meanwhile.
      if (!found) continue;
      const before = await pipeline.moderate(found.comment, standing);
      // The first time, a check makes each list ready: a tenth of a second and more for a long one.
      await turns.give();
      const after = await pipeline.moderate(found.comment, proposed);
      tally.add(found, [before.action, after.action], await actsOn(found.comment, before, after));
      await turns.give();
    }
  return tally.result(standing.version);
}

type Decided = keyof DecidedCounts;
const byRuling = { approve: 'approved', reject: 'rejected', escalate: 'escalated' } as const;
const decidedAs = ({ decision }: Case): Decided => (decision ? byRuling[decision.ruling] : 'undecided');

interface Count {
  count: number;
  readonly decided: Record<Decided, number>;
}
const noCount = (): Count => ({
  count: 0,
  decided: { approved: 0, rejected: 0, escalated: 0, undecided: 0 },
});
function raise(counted: Count, how: Decided): void {
  counted.count++;
  counted.decided[how]++;
}

function createTally(candidates: number) {
  const hit = noCount();
  const entries = Array.from({ length: candidates }, noCount);
  const changes = new Map<string, Count & { readonly from: Action; readonly to: Action }>();
  const samples: PreviewSample[] = [];
  let read = 0;
  return {
    /** @param actions by the list that stands, and with the new entries */
    add(judged: Case, [from, to]: readonly [Action, Action], { actors, found, letThrough }: Acts): void {
      read++;
      if (actors.length === 0) return;
      const how = decidedAs(judged);
      raise(hit, how);
      for (const index of actors) raise(entries[index]!, how);
      if (from !== to) {
        const way = `${from} ${to}`;
        if (!changes.has(way)) changes.set(way, { ...noCount(), from, to });
        raise(changes.get(way)!, how);
      }
      if (samples.length === mostSamples) return;
      samples.push({
        id: judged.comment.id,
        ...{ from, to },
        entries: actors.map(candidateName),
        found: found.map(seen),
        letThrough: letThrough.map(seen),
      });
    },
    result(version: number): Preview {
      return {
        ...{ version, read },
        hit: hit.count,
        decided: hit.decided,
        entries: entries.map(({ count, decided }, index) => ({
          entry: candidateName(index),
          hit: count,
          decided,
        })),
        changes: [...changes.values()].sort(
          (a, b) => b.count - a.count || (`${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1),
        ),
        samples,
      };
    },
  };
}

const seen = ({ rule, severity, span }: Finding): SeenFinding => ({ rule, severity, span });

/** Lets others have the process's thread every few milliseconds. */
function createTurns(signal: AbortSignal | undefined) {
  let since = performance.now();
  return {
    async give(): Promise<void> {
      if (performance.now() - since >= turnMs) {
        await setImmediate();
        since = performance.now();
      }
      signal?.throwIfAborted();
    },
  };
}
