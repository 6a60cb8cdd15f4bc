import type { Ruling } from '../domain/decision.js';
import type { Agreement } from '../policies/agreement.js';
import type { Heat, Story } from '../policies/heat.js';
import type { ArticleHeat, Insights } from '../policies/insights.js';

/** What the desk's tools answer: policies, replay, insights, audit, statements. The page imports only types. */

/** `GET /v1/insights`. */
export interface InsightsResource extends Omit<Insights, 'articles'> {
  /** `reviewFirst`: whatever the checks say, its comments go to people. */
  readonly articles: readonly (ArticleHeat & { readonly reviewFirst?: true })[];
  /** Of blind second reviews with the first word, the newest 10,000. */
  readonly agreement: Agreement;
}

/** `GET /v1/articles`. */
export interface ArticleResource {
  /** Its id, or its address where it has none. */
  readonly article: string;
  readonly heat: Heat;
  readonly reviewFirst: boolean;
  /** Of the site's newest 100,000 judged comments; at most 15 seconds old. */
  readonly counts: Omit<Story, 'lastHour' | 'first'>;
}

/** `POST /v1/second-reviews/:id`. */
export interface SecondOpinionResource {
  readonly agrees: boolean;
  readonly first: Ruling;
}

/** `GET /v1/review/:id/statement`: the fields of Article 17(3) of Regulation (EU) 2022/2065. */
export type { Statement as StatementResource } from '../audit/statement.js';
export type { AuditEntry, AuditKind, AuditPage } from '../store/audit-store.js';
