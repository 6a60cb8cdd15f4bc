import type { Policy, PolicyVersion, StandingPolicies } from '../domain/policy.js';

/** Versions of one site's policy that are kept, the newest; the ones that judge are kept whatever their age. */
export const keptPolicies = 100;
/** Earlier standings of one site that can be had back. */
export const keptStandings = 20;

export type Stood =
  | { readonly result: 'written'; readonly standing: StandingPolicies }
  /** Another change came first, or nothing is there to go back to: what stands now. */
  | { readonly result: 'conflict' | 'nothing'; readonly standing: StandingPolicies }
  | { readonly result: 'unknown' };

/**
 * Where sites' own policies live, and which of them judge. Every method rejects with DecorumError `unavailable` when the
 * store is away.
 */
export interface PolicyStore {
  /** Every site that has a standing: one small answer, since workers ask for it every second. */
  standing(): Promise<ReadonlyMap<string, StandingPolicies>>;
  /** Undefined: not kept. */
  get(site: string, version: number): Promise<PolicyVersion | undefined>;
  /** Newest first. */
  versions(site: string): Promise<readonly PolicyVersion[]>;
  /** Keeps it under the next version; it judges nothing yet. */
  save(site: string, policy: Policy, by: string, note?: string): Promise<PolicyVersion>;
  /** Lets a version act, while `expected` (undefined: the starting policy) still does. */
  activate(site: string, version: number, expected: number | undefined): Promise<Stood>;
  /** Puts back what acted before the last activation. */
  rollBack(site: string): Promise<Stood>;
  /** Tries a version beside the one that acts; undefined: none. */
  setShadow(site: string, version: number | undefined): Promise<Stood>;
}
