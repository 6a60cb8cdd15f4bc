import type { AuditStore } from '../store/audit-store.js';
import type { FirstStore } from '../store/first-store.js';
import type { JudgedStore } from '../store/judged-store.js';
import type { SecondReviewStore } from '../store/second-store.js';
import type { Route } from './route.js';

/** What the desk's tools work with. */
export interface DeskTools {
  readonly judged: JudgedStore;
  readonly audit: AuditStore;
  readonly second: SecondReviewStore;
  readonly first: FirstStore;
}

/** Who may use the tools, in one place. */
export const doors = {
  moderator: { scopes: ['moderate'] },
  lead: { scopes: ['lead'] },
} as const satisfies Record<string, Pick<Route, 'scopes'>>;
