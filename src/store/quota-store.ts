/** What is left of a quota after one request was counted, or refused. */
export interface Quota {
  /** False: the quota was used up before; the request was not counted. */
  readonly granted: boolean;
  /** Requests a minute. */
  readonly limit: number;
  readonly remaining: number;
  /** Milliseconds until the minute is over and the whole quota is there again. */
  readonly resetMs: number;
}

/** Counts requests, minute by minute. Never rejects: while the store is away each process counts for itself. */
export interface QuotaStore {
  /**
   * Counts one request.
   *
   * @param id whose quota it is
   * @param perMinute requests a minute, from 1
   */
  take(id: string, perMinute: number): Promise<Quota>;
}
