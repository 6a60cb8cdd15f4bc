import { PassThrough } from 'node:stream';
import { pino } from 'pino';
import request from 'supertest';
import { liveSettings } from '../../bridge/live-settings.js';
import type { Check } from '../../checks/check.js';
import type { Attribute, Finding, Severity } from '../../domain/finding.js';
import type { Policy } from '../../domain/policy.js';
import type { SiteWord } from '../../domain/site-words.js';
import { runOperation } from '../../operations/run.js';
import { createPipeline, type Pipeline } from '../../pipeline/pipeline.js';
import { createMemoryQueue } from '../../queue/memory-queue.js';
import type { CommentStore } from '../../store/comment-store.js';
import type { KeyStore, Scope } from '../../store/key-store.js';
import { createMemoryQuota } from '../../store/limited-quota.js';
import { createMemoryAudit } from '../../store/memory-audit.js';
import { createMemoryBridgeStore } from '../../store/memory-bridge-store.js';
import { createMemoryDeskStore } from '../../store/memory-desk-store.js';
import { createMemoryFirstStore } from '../../store/memory-first-store.js';
import { judgedOfCases } from '../../store/memory-judged.js';
import { createMemoryKeyStore } from '../../store/memory-key-store.js';
import { createMemoryLabelStore } from '../../store/memory-label-store.js';
import { createMemoryOperationStore } from '../../store/memory-operation-store.js';
import { createMemoryPolicyStore } from '../../store/memory-policy-store.js';
import { createMemorySecondStore } from '../../store/memory-second-store.js';
import { createMemoryStore } from '../../store/memory-store.js';
import { createMemoryUserStore } from '../../store/memory-user-store.js';
import { createMemoryWordStore } from '../../store/memory-word-store.js';
import type { AppOptions } from '../app.js';
import { createApp } from '../app.js';
import type { PerspectiveParts } from '../perspective/parts.js';

/** Words that the toy check finds: enough to see findings cross each other and reach the policy. */
const words: readonly [RegExp, Attribute, number, Severity][] = [
  [/vermin/g, 'DEHUMANIZATION', 0.9, 'severe'],
  [/idiot/g, 'INSULT', 0.6, 'moderate'],
  [/an idiot/g, 'TOXICITY', 0.5, 'mild'],
  [/kill you/g, 'THREAT', 0.97, 'severe'],
];

/** Where an entry's phrase stands, letter for letter: as the profanity check tells a denied one. */
function listedIn(text: string, { list, phrase, severity = 'moderate', id }: SiteWord): Finding[] {
  const found: Finding[] = [];
  for (let start = text.indexOf(phrase); start >= 0; start = text.indexOf(phrase, start + 1))
    found.push({
      rule: list === 'deny' ? 'toy/site' : 'toy/allowed',
      attribute: 'PROFANITY',
      span: { start, end: start + phrase.length },
      score: 1,
      severity,
      note: `On this site's deny list (entry "${id}").`,
    });
  return found;
}

const toyCheck: Check = {
  name: 'toy',
  version: '1',
  attributes: ['DEHUMANIZATION', 'INSULT', 'TOXICITY', 'THREAT', 'PROFANITY'],
  inspect(text, about) {
    const listed = about.words?.words.flatMap((word) => listedIn(text.raw, word)) ?? [];
    const allowed = listed.filter(({ rule }) => rule === 'toy/allowed').map(({ span }) => span);
    const own = words.flatMap(([word, attribute, score, severity]) =>
      [...text.raw.matchAll(word)].map(
        (match): Finding => ({
          rule: `toy/${attribute.toLowerCase()}`,
          attribute,
          span: { start: match.index, end: match.index + match[0].length },
          score,
          severity,
          note: `A word of the toy check for ${attribute}.`,
        }),
      ),
    );
    const findings = [...own, ...listed].filter(
      ({ span }) => !allowed.some(({ start, end }) => start <= span.start && span.end <= end),
    );
    return {
      findings,
      scores: Object.fromEntries(findings.map(({ attribute, score }) => [attribute, score])),
    };
  },
};

const policy: Policy = {
  name: 'toy',
  version: '1',
  rules: [
    { name: 'dehumanizing', attribute: 'DEHUMANIZATION', minScore: 0.5, action: 'review' },
    { name: 'insult', attribute: 'INSULT', minScore: 0.5, action: 'review' },
    { name: 'threat', attribute: 'THREAT', minScore: 0.9, action: 'block' },
    { name: 'profanity', attribute: 'PROFANITY', minScore: 0.5, minSeverity: 'moderate', action: 'review' },
  ],
  onFailedCheck: 'review',
};

/** What a test changes about the stand. */
export interface StandOptions extends Partial<Omit<AppOptions, 'pipeline' | 'perspective'>> {
  readonly perspective?: Partial<PerspectiveParts>;
  /** What is given here takes the place of the toy pipeline's own. */
  readonly pipeline?: Partial<Pipeline>;
  /** Wraps the memory store, e.g. to break it. */
  readonly storeAs?: (store: CommentStore) => CommentStore;
  /** Where the stand's keys are made. */
  readonly keyStore?: KeyStore;
  /** Whether jobs are done; else comments stay pending until {@link Stand.moderate}. */
  readonly works?: boolean;
}

/** The API over a memory store and a memory queue, a key for each scope, and all that it logged. */
export async function createStand({
  storeAs,
  keyStore = createMemoryKeyStore(),
  works = true,
  pipeline: other,
  perspective: otherParts,
  ...given
}: StandOptions = {}) {
  const now = given.now ?? (() => new Date());
  const memory = createMemoryStore({ now });
  const store = storeAs?.(memory) ?? memory;
  const words = given.words ?? createMemoryWordStore({ now });
  const pipeline = { ...createPipeline({ checks: [toyCheck], policy, now }), ...other };
  const policyStore = createMemoryPolicyStore({ now });
  const operations = createMemoryOperationStore({ now });
  const users = createMemoryUserStore({ now });
  const desk = createMemoryDeskStore();
  const jobs: string[][] = [];

  async function moderate(ids: readonly string[]): Promise<void> {
    const cases = (await memory.get(ids)).filter((found) => found !== undefined);
    await memory.recordVerdicts(await Promise.all(cases.map(({ comment }) => pipeline.moderate(comment))));
  }
  const queue = createMemoryQueue({
    async moderate(ids) {
      jobs.push([...ids]);
      if (works) await moderate(ids);
      else await new Promise(() => {});
    },
    operate: (id) => runOperation(id, { store: memory, operations, now }),
  });
  const log: string[] = [];
  const lines = new PassThrough().on('data', (line: Buffer) => log.push(line.toString()));
  const logger = pino({ level: 'trace' }, lines);
  const keyOf = async (name: string, scopes: readonly Scope[]) => (await keyStore.create(name, scopes)).key;
  const keys = {
    intake: await keyOf('the newsroom', ['intake']),
    moderate: await keyOf('Ada', ['moderate']),
    other: await keyOf('Bo', ['moderate']),
    analyze: await keyOf('Coral', ['analyze']),
    admin: await keyOf('the operator', ['admin']),
  };
  const bridgeStore = otherParts?.bridgeStore ?? createMemoryBridgeStore();
  const perspective: PerspectiveParts = {
    quota: createMemoryQuota(),
    usualQuota: 60,
    labels: createMemoryLabelStore(),
    bridgeStore,
    settings: liveSettings({ store: bridgeStore }),
    remotePerMinute: 60,
    dropUnknown: false,
    ...otherParts,
  };
  const tools = {
    judged: judgedOfCases(memory),
    audit: createMemoryAudit({ now }),
    second: createMemorySecondStore({ now }),
    first: createMemoryFirstStore(),
  };
  const app = createApp({
    store,
    tools,
    keys: keyStore,
    queue,
    words,
    logger,
    pipeline,
    now,
    perspective,
    policies: { store: policyStore, starting: policy },
    operations,
    users,
    desk,
    ...given,
  });

  type As = keyof typeof keys;
  const authorization = (as: As) => ({ Authorization: `Bearer ${keys[as]}` });
  return {
    app,
    store: memory,
    queue,
    words,
    pipeline,
    keyStore,
    perspective,
    policyStore,
    operations,
    users,
    desk,
    tools,
    keys,
    jobs,
    moderate,
    log: () => log.join(''),
    get: (path: string, as: As = 'moderate') => request(app).get(path).set(authorization(as)),
    post: (path: string, body: unknown, as: As = 'intake') =>
      request(app)
        .post(path)
        .set(authorization(as))
        .send(body as object),
    put: (path: string, body: unknown, as: As = 'admin') =>
      request(app)
        .put(path)
        .set(authorization(as))
        .send(body as object),
    delete: (path: string, as: As = 'admin') => request(app).delete(path).set(authorization(as)),
    /** A body as it is, byte by byte. */
    send: (path: string, body: string | Buffer, type = 'application/json', as: As = 'intake') =>
      request(app)
        .post(path)
        .set(authorization(as))
        .set('Content-Type', type)
        // superagent would write a Buffer as JSON.
        .serialize((bytes: unknown) => bytes as string)
        .send(body),
  };
}

export type Stand = Awaited<ReturnType<typeof createStand>>;
