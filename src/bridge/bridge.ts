import type { SiteBridge } from '../domain/bridge.js';
import type { CommentContext, Submission } from '../domain/comment.js';
import type { Scores } from '../domain/finding.js';
import type { BridgeStore } from '../store/bridge-store.js';
import type { QuotaStore } from '../store/quota-store.js';
import type { LiveSettings } from './live-settings.js';
import type { Remote } from './remote.js';
import { mapScores } from './score-map.js';

export interface Asked {
  readonly site: string;
  /** Names the pair of scores. */
  readonly requestId: string;
  readonly text: string;
  readonly context: CommentContext;
  /** Ours, before any map. */
  readonly local: Scores;
  /** Whether Perspective may be asked at all. */
  readonly ask: boolean;
}

/** Whose scores the answer has. */
export interface Answered {
  readonly by: 'local' | 'perspective';
  readonly scores: Scores;
}

/** What stands between our scores and what is answered for a site. */
export interface Bridge {
  settingsOf(site: string): SiteBridge;
  /** Our scores as the site's map has them. */
  mapped(site: string, scores: Scores): Scores;
  /** Never rejects: where Perspective cannot tell, the answer is ours. */
  answer(asked: Asked): Promise<Answered>;
  /** Stores and moderates the comment where the site's operator wants that. Never rejects; a failure is logged. */
  archive(comment: Pick<Asked, 'site' | 'text' | 'context'>): Promise<void>;
}

export interface BridgeOptions {
  readonly settings: Pick<LiveSettings, 'of' | 'mapOf'>;
  readonly store: Pick<BridgeStore, 'addPair'>;
  /** Absent: no key of Google's, so nobody to ask. */
  readonly remote?: Remote;
  readonly quota: QuotaStore;
  /** Questions to Perspective a minute, over all processes: Google's own default quota is 60. */
  readonly perMinute: number;
  /** Takes a comment in as the intake does. */
  readonly submit: (submission: Submission) => Promise<unknown>;
  readonly newId: () => string;
  readonly now: () => Date;
  readonly logger: { warn(fields: object, message: string): void };
}

export function createBridge(options: BridgeOptions): Bridge {
  const { settings, store, remote, quota, perMinute, submit, newId, now, logger } = options;

  const mapped = (site: string, scores: Scores): Scores => {
    const map = settings.mapOf(site);
    return map ? mapScores(map, scores) : scores;
  };

  async function perspective({ site, requestId, text, context, local }: Asked): Promise<Scores | undefined> {
    if (!remote || !(await quota.take('perspective', perMinute)).granted) return undefined;
    const perspective = await remote(text, context);
    if (perspective && Object.keys(local).length > 0) {
      const pair = { id: requestId, at: now().toISOString(), local, perspective };
      await store.addPair(site, pair).catch(() => logger.warn({ site }, 'a pair of scores was not kept'));
    }
    return perspective;
  }

  return {
    settingsOf: (site) => settings.of(site),
    mapped,

    async answer(asked) {
      const { site, local } = asked;
      const { mode } = settings.of(site);
      if (asked.ask && mode === 'primary') {
        const scores = await perspective(asked);
        // Theirs as they came; what they do not have is ours.
        if (scores) return { by: 'perspective', scores: { ...mapped(site, local), ...scores } };
      }
      // Shadow: the answer does not wait for it.
      if (asked.ask && mode === 'shadow') void perspective(asked).catch(() => {});
      return { by: 'local', scores: mapped(site, local) };
    },

    async archive({ site, text, context }) {
      if (!settings.of(site).archive) return;
      try {
        await submit({ id: newId(), site, text, ...context });
      } catch {
        logger.warn({ site }, 'an analyzed comment was not archived');
      }
    },
  };
}
