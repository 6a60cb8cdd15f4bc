import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Case } from '../domain/case.js';
import type { Claim, Decision, Ruling } from '../domain/decision.js';
import type { Action } from '../domain/verdict.js';
import { answered } from './answered.js';
import {
  aboutOf,
  articleOf,
  type CaseReply,
  claimField,
  decidedEvent,
  decisionOf,
  toCase,
  toClaim,
  toEvents,
  toIso,
  verdictField,
} from './case-fields.js';
import {
  type Added,
  type Appealed,
  type AuthoredCase,
  type Claimed,
  type CommentStore,
  type Decided,
  type JudgedCase,
  keptNewest,
  keptOfAuthor,
  type RecordedVerdict,
  type Undone,
} from './comment-store.js';
import { shortOf } from './judged-form.js';
import { defaultPrefix, storeKeys } from './keys.js';
import { toMs, wholePriority } from './order.js';
import { packed } from './packed.js';
import { redisChanges } from './redis-changes.js';
import { redisQueue } from './redis-queue.js';
import { checkedLease, checkedTtl } from './refusals.js';
import { highestScore } from './review-filter.js';
import { loadScripts, replies } from './scripts.js';
import { printOf } from './verdict-print.js';

export interface RedisStoreOptions {
  /** The store's own connection: {@link CommentStore.close} closes it. */
  readonly redis: Redis;
  /** Starts every key; its hash tag keeps them in one cluster slot. Default `{decorum}`. */
  readonly prefix?: string;
  readonly now?: () => Date;
  /** Milliseconds to wait for Redis before `unavailable`. Default 5000: above a connection's own limits. */
  readonly limitMs?: number;
}

/** Comments of one script call: long enough to be quick, short enough that Redis is not held up (about 1 ms). */
const callItems = 100;

/** Cases of one answer to `judged`: their verdicts are some megabytes. */
const judgedStep = 1000;

/** Ids of one answer to `newest`: the longest takes Redis about half a millisecond. */
const [shortestPage, longestPage] = [1000, 10_000];

const addResults = ['created', 'revised', 'repeated', 'refused'] as const;
const verdictResults = ['recorded', 'repeated', 'stale', 'unknown'] as const;

/** Comments, verdicts and decisions in Redis 5 or newer, without modules. Any number of processes may share it. */
export function createRedisStore({
  redis,
  prefix = defaultPrefix,
  now = () => new Date(),
  limitMs = 5000,
}: RedisStoreOptions): CommentStore {
  const keys = storeKeys(prefix);
  const scripts = loadScripts(redis, prefix);
  const ask = <T>(what: string, work: () => Promise<T>) => answered(what, limitMs, work);
  const run = async (name: Parameters<typeof scripts.runAll>[0], ...args: (string | number)[]) =>
    (await ask(name, () => scripts.runAll(name, [args])))[0];

  async function get(ids: readonly string[]): Promise<(Case | undefined)[]> {
    if (ids.length === 0) return [];
    const calls = chunks(ids).map((chunk) => [packed(chunk)]);
    const found = await ask('get', async () =>
      (await scripts.runAll('get', calls)).flatMap((json) => JSON.parse(json as string) as CaseReply[]),
    );
    return ids.map((id, at) => toCase(id, found[at] ?? null));
  }

  return {
    async add(submissions, receivedAt) {
      if (submissions.length === 0) return [];
      const received = toMs(receivedAt, 'receivedAt');
      const calls = chunks(submissions).map((chunk) => {
        const given: string[] = [];
        for (const each of chunk)
          given.push(
            each.id,
            each.text,
            aboutOf(each),
            each.site,
            articleOf(each),
            each.author === undefined ? '' : digestOf(each.author),
          );
        return [received, packed(given)];
      });
      const answers = (await ask('add', () => scripts.runAll('add', calls))).flat() as number[];
      return submissions.map(
        ({ id }, at): Added => ({
          id,
          revision: answers[2 * at + 1]!,
          result: addResults[answers[2 * at]!]!,
        }),
      );
    },

    get,

    async recordVerdicts(verdicts) {
      if (verdicts.length === 0) return [];
      const calls = chunks(verdicts).map((chunk) => {
        const given: (string | number)[] = [];
        for (const each of chunk) {
          const { commentId, revision, action, priority } = each;
          const judged = toMs(each.judgedAt, 'judgedAt');
          const rest = verdictField(each);
          given.push(
            commentId,
            revision,
            action,
            wholePriority(priority),
            judged,
            printOf(each),
            rest,
            highestScore(each),
            each.likeness ?? '',
            shortOf(each),
          );
        }
        return [packed(given)];
      });
      const answers = (
        await ask('record-verdicts', () => scripts.runAll('record-verdicts', calls))
      ).flat() as number[];
      return answers.map((answer): RecordedVerdict => verdictResults[answer]!);
    },

    reviewQueue: redisQueue({ keys, scripts, ask, get, now }),
    changes: redisChanges({ redis, key: keys.changes, ask }),

    async claim(id, moderator, leaseMs, takeOver = false): Promise<Claimed> {
      const lease = checkedLease(leaseMs);
      const at = now();
      const until = toIso(at.getTime() + lease);
      const claim: Claim = { moderator, until };
      const event = { type: 'claimed', at: at.toISOString(), moderator, until };
      const [result, field] = (await run(
        'claim',
        id,
        moderator,
        lease,
        claimField(claim),
        JSON.stringify(event),
        until,
        takeOver ? 1 : 0,
      )) as ['unknown' | 'held' | 'claimed', string];
      return result === 'unknown' ? { result } : { result, claim: toClaim(field) };
    },

    async release(id, moderator) {
      const event = { type: 'released', at: now().toISOString(), moderator };
      return (await run('release', id, moderator, JSON.stringify(event))) === 1;
    },

    async recordDecision(decision, supersedes = ''): Promise<Decided> {
      const { commentId, revision, id, ruling, moderator } = decision;
      const [result, found] = (await run(
        'record-decision',
        commentId,
        revision,
        id,
        ruling,
        moderator,
        supersedes,
        JSON.stringify(decision),
        JSON.stringify(decidedEvent(decision)),
        JSON.stringify(id),
      )) as [Decided['result'], string];
      switch (result) {
        case 'unknown':
          return { result };
        case 'stale':
          return { result, revision: Number(found) };
        case 'held':
          return { result, claim: toClaim(found) };
        case 'decided':
          return { result, decision: JSON.parse(found) as Decision };
        case 'recorded':
          return { result, decision };
        case 'repeated':
          return { result, decision: decisionOf(commentId, JSON.parse(found)) };
      }
    },

    async undoDecision(id, decision, moderator) {
      const event = { type: 'undone', at: now().toISOString(), decision, moderator };
      return (await run('undo-decision', id, decision, JSON.stringify(event), moderator)) as Undone;
    },

    async appeal(id, at, text) {
      toMs(at, 'at');
      const appeal = { at, ...(text !== undefined && { text }) };
      const event = { type: 'appealed', at };
      return (await run('appeal', id, JSON.stringify(appeal), JSON.stringify(event))) as Appealed;
    },

    async byAuthor(site, author) {
      const known = keys.author(site, digestOf(author));
      const ids = [
        ...new Set((await ask('by-author', () => redis.lrange(known, -keptOfAuthor, -1))).reverse()),
      ];
      if (ids.length === 0) return [];
      const pipeline = redis.pipeline();
      for (const id of ids) pipeline.hmget(keys.case(id), 'received', 'verdict', 'ruling');
      const found = (await ask('by-author', async () => replies(await pipeline.exec()))) as (
        | string
        | null
      )[][];
      return found.flatMap(([received, verdict, ruling], at): AuthoredCase[] => {
        if (!received) return [];
        const action = verdict && /^\{"action":"(\w+)"/.exec(verdict)?.[1];
        return [
          {
            id: ids[at]!,
            receivedAt: toIso(Number(received)),
            ...(action && { action: action as Action }),
            ...(ruling && { ruling: ruling as Ruling }),
          },
        ];
      });
    },

    async alike(id, limit) {
      const [site, likeness] = await ask('alike', () => redis.hmget(keys.case(id), 'site', 'likeness'));
      if (!site || !likeness) return { total: 0, ids: [] };
      const group = keys.alike(site, likeness);
      const pipeline = redis.pipeline().zcard(group).zscore(group, id).zrange(group, 0, String(limit));
      const [count, own, ids] = (await ask('alike', async () => replies(await pipeline.exec()))) as [
        number,
        string | null,
        string[],
      ];
      return {
        total: own === null ? count : count - 1,
        ids: ids.filter((one) => one !== id).slice(0, limit),
      };
    },

    async events(id) {
      const [written, found] = (await run('events', id)) as [string[], CaseReply];
      return toEvents(written, toCase(id, found));
    },

    async unjudged(before, limit) {
      const last = toMs(before, 'before') - 1;
      return ask('unjudged', () =>
        redis.zrangebyscore(keys.unjudged, 0, last, 'LIMIT', 0, Math.max(0, limit)),
      );
    },

    async newest(site, limit) {
      const wanted = Math.floor(Math.min(limit, keptNewest));
      const page = Math.min(longestPage, Math.max(shortestPage, wanted));
      const ids = new Set<string>();
      // More may have to be read than is wanted: a revised comment also stands where it stood before.
      for (let read = 0; ids.size < wanted; read += page) {
        const found = await ask('newest', () => redis.lrange(keys.newest(site), -read - page, -read - 1));
        for (const id of found.reverse()) if (ids.size < wanted) ids.add(id);
        if (found.length < page) break;
      }
      return [...ids];
    },

    async *judged(site, limit) {
      const ids = await this.newest(site, limit);
      for (let at = 0; at < ids.length; at += judgedStep) {
        const step = ids.slice(at, at + judgedStep);
        const pipeline = redis.pipeline();
        for (const id of step) pipeline.hmget(keys.case(id), 'verdict', 'ruling', 'received');
        const found = (await ask('judged', async () => replies(await pipeline.exec()))) as (
          | string
          | null
        )[][];
        yield found.flatMap(([verdict, ruling, received], k): JudgedCase[] => {
          if (!verdict) return [];
          const { outcomes } = JSON.parse(verdict) as Pick<JudgedCase, 'outcomes'>;
          const about = { id: step[k]!, receivedAt: toIso(Number(received)), outcomes };
          return [ruling ? { ...about, ruling: ruling as Ruling } : about];
        });
      }
    },

    async counts() {
      const pipeline = redis
        .pipeline()
        .zcard(keys.unjudged)
        .zrange(keys.unjudged, 0, '0', 'WITHSCORES')
        .zcard(keys.queue('review'))
        .zcard(keys.queue('block'))
        .zcard(keys.queue('appeal'));
      const [unjudged, oldest, inReview, blocked, appealed] = (await ask('counts', async () =>
        replies(await pipeline.exec()),
      )) as [number, string[], number, number, number];
      const since = oldest[1];
      return {
        unjudged,
        ...(since !== undefined && { oldestUnjudged: toIso(Number(since)) }),
        inReview,
        blocked,
        appealed,
      };
    },

    async erase(id) {
      return (await run('erase', id)) === 1;
    },

    async remember(key, value, ttlMs) {
      // Publishers choose these keys: their digest is short and says nothing.
      const digest = createHash('sha256').update(key).digest('base64url');
      return ((await run('remember', digest, value, checkedTtl(ttlMs))) as string | null) ?? undefined;
    },

    async close() {
      if (redis.status === 'end') return;
      if (redis.status !== 'ready') return redis.disconnect();
      await ask('close', () => redis.quit()).catch(() => redis.disconnect());
    },
  };
}

/** Short, and says nothing of the author. */
const digestOf = (author: string): string =>
  createHash('sha256').update(author).digest('base64url').slice(0, 22);

function chunks<T>(items: readonly T[]): (readonly T[])[] {
  if (items.length <= callItems) return [items];
  const parts: (readonly T[])[] = [];
  for (let at = 0; at < items.length; at += callItems) parts.push(items.slice(at, at + callItems));
  return parts;
}
