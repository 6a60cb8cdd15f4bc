import type { ReviewFilter, ReviewSort } from './comment-store.js';

/** A filter of the review queue under a name. */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly filter: ReviewFilter & { readonly sort?: ReviewSort };
  /** Name of the user or key that saved it. */
  readonly by: string;
  /** Everybody at the desk sees it; else only who saved it. */
  readonly shared: boolean;
}

/** A reason of a site's own, beside those that every site has. */
export interface SiteReason {
  /** As decisions carry it: `/^[A-Z][A-Z0-9_]{1,39}$/`. */
  readonly code: string;
  readonly label: string;
}

/** Saved views that one may have, and that a desk may have together. */
export const viewsOfOne = 50;
export const viewsOfAll = 500;
/** Reasons of a site's own. */
export const mostReasons = 30;

/** What people set up at the desk. Rejects with DecorumError `unavailable` when the store is away. */
export interface DeskStore {
  /** One's own and the shared ones, by name. */
  views(by: string): Promise<readonly SavedView[]>;
  /** False where there are {@link viewsOfOne} of one's own, or {@link viewsOfAll}. The same id again replaces. */
  saveView(view: SavedView): Promise<boolean>;
  /** True if there was such a view and `mayRemove` let it go. */
  removeView(id: string, mayRemove: (view: SavedView) => boolean): Promise<boolean>;
  /** In the order in which they were set. */
  reasons(site: string): Promise<readonly SiteReason[]>;
  setReasons(site: string, reasons: readonly SiteReason[]): Promise<void>;
}

/** Whether one may see a view. */
export const seesView = (by: string, view: SavedView): boolean => view.shared || view.by === by;

export const byName = (a: SavedView, b: SavedView): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1;
