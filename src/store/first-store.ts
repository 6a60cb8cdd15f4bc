/** Articles of a site that go to review first, whatever the checks say. */
export interface FirstArticles {
  /** Counted up by each change; 0 where nothing was ever set. */
  readonly version: number;
  /** Ids, or addresses of articles without one. */
  readonly articles: readonly string[];
}

/** Articles of one site that may go to review first at a time. */
export const mostFirst = 1000;

/** Rejects with DecorumError `unavailable` when the store is away. */
export interface FirstStore {
  read(site: string): Promise<FirstArticles>;
  /** The version that stands, by site. */
  versions(): Promise<ReadonlyMap<string, number>>;
  /** False where there are {@link mostFirst} already. Setting what is set changes nothing. */
  set(site: string, article: string, on: boolean): Promise<boolean>;
}
