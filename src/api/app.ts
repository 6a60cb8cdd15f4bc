import express, { type Application } from 'express';
import helmet from 'helmet';
import type { Policy } from '../domain/policy.js';
import type { Logger } from '../logger.js';
import type { Pipeline } from '../pipeline/pipeline.js';
import type { ModerationQueue } from '../queue/moderation-queue.js';
import type { CommentStore } from '../store/comment-store.js';
import type { DeskStore } from '../store/desk-store.js';
import type { KeyStore } from '../store/key-store.js';
import type { OperationStore } from '../store/operation-store.js';
import type { PolicyStore } from '../store/policy-store.js';
import type { UserStore } from '../store/user-store.js';
import type { WordStore } from '../store/word-store.js';
import { appeals } from './appeals.js';
import { articles } from './articles.js';
import { audit } from './audit.js';
import { appealedBy, audited, erasedBy, takenOverBy } from './audited.js';
import { createAuthentication, sessionCaller } from './authentication.js';
import { authorHistory } from './author.js';
import { changeStream } from './changes.js';
import { commentBatch } from './comment-batch.js';
import { comments } from './comments.js';
import { hurried } from './deadline.js';
import type { DeskTools } from './desk-tools.js';
import { health } from './health.js';
import { insights } from './insights.js';
import { createIntake } from './intake.js';
import { apiKeys } from './keys.js';
import { siteLabels } from './labels.js';
import { caseOperations } from './operations.js';
import { page, pageFiles } from './page.js';
import { perspective, prefix } from './perspective/index.js';
import { type PerspectiveParts, perspectiveOf } from './perspective/parts.js';
import { sitePolicies } from './policies.js';
import { writeProblem } from './problems.js';
import { knownReasons, siteReasons } from './reasons.js';
import { requestLog } from './request-log.js';
import { review } from './review.js';
import { mount, type Route } from './route.js';
import { secondReviews } from './second-reviews.js';
import { sessions } from './session.js';
import { siteBridge } from './site-bridge.js';
import { siteWords } from './site-words.js';
import { statement } from './statement.js';
import { savedViews } from './views.js';

export interface AppOptions {
  readonly store: CommentStore;
  readonly keys: KeyStore;
  readonly queue: ModerationQueue;
  readonly logger: Logger;
  /** Sites' own allow and deny lists. */
  readonly words: WordStore;
  /** Sites' own policies, and the one that judges where a site has none; absent: they cannot be changed over HTTP. */
  readonly policies?: { readonly store: PolicyStore; readonly starting: Policy };
  /** Who may sign in at the desk; absent: nobody, keys alone open doors. */
  readonly users?: UserStore;
  /** What people set up at the desk: saved views, sites' own reasons; absent: neither can be. */
  readonly desk?: DeskStore;
  /** Decisions on many cases; absent: none can be made over HTTP. */
  readonly operations?: OperationStore;
  /** Tells whether a verdict still counts, and tries a site's words. */
  readonly pipeline: Pick<Pipeline, 'isCurrent' | 'moderate'>;
  /** Folder of the built page (index.html, review.css, review.js); absent: no page. */
  readonly pageFolder?: string;
  readonly now?: () => Date;
  /** What the desk's tools work with: insights, audit, second reviews; absent: they are not served. */
  readonly tools?: DeskTools;
  /** What Perspective's protocol needs besides; absent: it is not served. */
  readonly perspective?: PerspectiveParts;
  /** Proxies whose X-Forwarded headers are believed, as Express spells them. */
  readonly trustedProxies?: string;
  /** Milliseconds that the store, the key store or the queue may take for one answer. */
  readonly deadlineMs?: number;
}

/** Redis away must be told within a second. */
export const defaultDeadlineMs = 800;

/** Those on this machine and in private networks. */
const usualProxies = 'loopback, linklocal, uniquelocal';

/** The whole HTTP side. It owns nothing: whoever made store, keys and queue closes them, after the server. */
export function createApp(options: AppOptions): Application {
  const { logger, now = () => new Date(), deadlineMs = defaultDeadlineMs } = options;
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple');
  app.set('trust proxy', options.trustedProxies ?? usualProxies);
  app.use(requestLog(logger));
  app.use((_req, res, next) => {
    res.setHeader('Cache-Control', 'no-store');
    next();
  });
  const users = options.users && hurried(options.users, deadlineMs);
  const authentication = createAuthentication(
    hurried(options.keys, deadlineMs),
    () => now().getTime(),
    users && sessionCaller(users),
  );
  if (options.perspective) {
    const parts = perspectiveOf(options, options.perspective, authentication.find, deadlineMs);
    const router = perspective(parts);
    app.use(router).use(prefix, router);
  }
  app.use(helmet(headers)); // what is above answers programs, with JSON alone
  if (options.pageFolder) pageFiles(app, options.pageFolder);
  mount(app, routes(options, authentication.forget), authentication.keyWith);
  app.use(writeProblem);
  return app;
}

/**
 * Every door of the API, in the order in which they are tried.
 *
 * @param forget called when a key was revoked
 */
export function routes(options: Omit<AppOptions, 'logger'>, forget: () => void): Route[] {
  const { pipeline, pageFolder, now = () => new Date(), deadlineMs = defaultDeadlineMs } = options;
  const tools = options.tools && {
    judged: options.tools.judged, // streams
    audit: hurried(options.tools.audit, deadlineMs),
    second: hurried(options.tools.second, deadlineMs),
    first: hurried(options.tools.first, deadlineMs),
  };
  const told = audited(hurried(options.store, deadlineMs), hurried(options.words, deadlineMs), tools);
  const { store, words } = told;
  const keys = hurried(options.keys, deadlineMs);
  const queue = hurried(options.queue, deadlineMs, ['enqueueAndWait']);
  const labels = options.perspective && hurried(options.perspective.labels, deadlineMs);
  const users = options.users && hurried(options.users, deadlineMs);
  const operations = options.operations && hurried(options.operations, deadlineMs);
  const desk = options.desk && hurried(options.desk, deadlineMs);
  const reasons = knownReasons(desk);
  const policies = options.policies && hurried(options.policies.store, deadlineMs);
  const bridge = options.perspective && hurried(options.perspective.bridgeStore, deadlineMs);
  const isCurrent = pipeline.isCurrent.bind(pipeline);
  const intake = createIntake({ store, queue, now, isCurrent });
  return [
    ...commentBatch({ store, intake }),
    ...comments({
      store,
      queue,
      intake,
      deadlineMs,
      ...(labels && { labels }),
      ...(tools && { erased: erasedBy(tools) }),
    }),
    ...(operations
      ? caseOperations({ store, reasons, operations, queue, now, ...(tools && { audit: tools.audit }) })
      : []),
    ...changeStream(store),
    ...(desk ? savedViews({ desk, store }) : []),
    ...(desk ? siteReasons({ desk }) : []),
    ...review({ store, reasons, now, ...(tools && { takenOver: takenOverBy(tools) }) }),
    ...appeals({ store, reasons, now, ...(tools && { appealed: appealedBy(tools) }) }),
    ...authorHistory({ store }),
    ...siteWords({ words, store, pipeline, now }),
    ...(labels ? siteLabels({ labels }) : []),
    ...(bridge ? siteBridge({ bridge, now }) : []),
    ...(policies
      ? sitePolicies({
          policies,
          store: options.store,
          starting: options.policies!.starting,
          ...(tools && { audit: tools.audit }),
        })
      : []),
    ...(tools
      ? [
          ...insights({ ...tools, now }),
          ...articles({ ...tools, now }),
          ...audit({ audit: tools.audit, now }),
          ...statement({ store, reasons }),
          ...secondReviews({ ...tools, store }),
        ]
      : []),
    ...apiKeys({ keys, forget, ...(tools && { audit: tools.audit }) }),
    ...(users && options.perspective ? sessions({ users, quota: options.perspective.quota }) : []),
    ...health({ store, queue, now }),
    ...(pageFolder ? page(pageFolder) : []),
  ];
}

/**
 * The page loads what we serve and nothing else. Transport security is for the proxy that holds the certificate:
 * here it would bind the publisher's whole domain.
 */
const headers = {
  strictTransportSecurity: false,
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      connectSrc: ["'self'"],
      imgSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
      requireTrustedTypesFor: ["'script'"],
    },
  },
  xFrameOptions: { action: 'deny' as const },
  referrerPolicy: { policy: 'no-referrer' as const },
};
