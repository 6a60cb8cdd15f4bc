import { randomUUID } from 'node:crypto';
import { createBridge } from '../../bridge/bridge.js';
import type { LiveSettings } from '../../bridge/live-settings.js';
import type { Remote } from '../../bridge/remote.js';
import type { Logger } from '../../logger.js';
import type { Pipeline } from '../../pipeline/pipeline.js';
import type { ModerationQueue } from '../../queue/moderation-queue.js';
import type { BridgeStore } from '../../store/bridge-store.js';
import type { CommentStore } from '../../store/comment-store.js';
import type { KeyRecord } from '../../store/key-store.js';
import type { LabelStore } from '../../store/label-store.js';
import type { QuotaStore } from '../../store/quota-store.js';
import { hurried } from '../deadline.js';
import { createIntake } from '../intake.js';
import { createAnalyze } from './analyze.js';
import { createDoor } from './caller.js';
import type { PerspectiveOptions } from './index.js';
import { createSuggestScore } from './suggest-score.js';

/** What Perspective's protocol needs besides what the rest of the API has. */
export interface PerspectiveParts {
  readonly quota: QuotaStore;
  /** Requests a minute of a key that has no quota of its own. */
  readonly usualQuota: number;
  readonly labels: LabelStore;
  readonly bridgeStore: BridgeStore;
  readonly settings: LiveSettings;
  /** Google's Perspective, while it answers; absent without a key. */
  readonly remote?: Remote;
  /** Questions a minute to it. */
  readonly remotePerMinute: number;
  /** Leave out attributes that we do not have, also where a request does not say so. */
  readonly dropUnknown: boolean;
}

/** What of the app the protocol works with. */
export interface AppParts {
  readonly store: CommentStore;
  readonly queue: ModerationQueue;
  readonly pipeline: Pick<Pipeline, 'isCurrent' | 'moderate'>;
  readonly logger: Logger;
  readonly now?: () => Date;
}

/** Puts the protocol's methods together. */
export function perspectiveOf(
  app: AppParts,
  parts: PerspectiveParts,
  find: (key: string) => Promise<KeyRecord | undefined>,
  deadlineMs: number,
): PerspectiveOptions {
  const { pipeline, logger, now = () => new Date() } = app;
  const { quota, usualQuota, settings, remote, remotePerMinute, dropUnknown } = parts;
  const intake = createIntake({
    store: hurried(app.store, deadlineMs),
    queue: hurried(app.queue, deadlineMs),
    now,
    isCurrent: pipeline.isCurrent.bind(pipeline),
  });
  const bridge = createBridge({
    settings,
    store: hurried(parts.bridgeStore, deadlineMs),
    ...(remote && { remote }),
    quota,
    perMinute: remotePerMinute,
    submit: (submission) => intake.submit([submission]),
    newId: () => `analyze-${randomUUID()}`,
    now,
    logger,
  });
  return {
    door: createDoor({ find, quota, usualQuota }),
    analyze: createAnalyze({ pipeline, bridge, dropUnknown }),
    suggestScore: createSuggestScore({ pipeline, labels: hurried(parts.labels, deadlineMs), now }),
  };
}
