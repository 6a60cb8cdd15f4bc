import type { Ruling } from '../domain/decision.js';

/** A decided case that another person shall judge without knowing how it was decided. */
export interface SecondReview {
  readonly commentId: string;
  readonly site: string;
  readonly revision: number;
  readonly ruling: Ruling;
  /** Who decided: never asked again. */
  readonly moderator: string;
}

export interface SecondOpinion {
  readonly first: Ruling;
  readonly second: Ruling;
}

/** The share of decisions that come back, where a site set none. */
export const usualShare = 0.02;
/** Newest opinions of a site that are kept. */
export const keptOpinions = 10_000;
/** How long who was given a case has it to himself. */
export const secondLeaseMs = 5 * 60 * 1000;

/** Blind second reviews. Rejects with DecorumError `unavailable` when the store is away. */
export interface SecondReviewStore {
  /** 0..1: the share of a site's decisions that come back. */
  share(site: string): Promise<number>;
  setShare(site: string, share: number): Promise<void>;
  /** Puts a case up. One that is up already is put up as given now. */
  offer(review: SecondReview): Promise<void>;
  /** The oldest that this person did not decide and nobody else has just been given; the same until it is answered. */
  next(by: string, site?: string): Promise<SecondReview | undefined>;
  /** Keeps the opinion; undefined where the case is not up, or was not given to this person. */
  answer(commentId: string, by: string, ruling: Ruling): Promise<SecondReview | undefined>;
  /** Takes a case back: erased, or revised meanwhile. */
  drop(commentId: string): Promise<void>;
  /** Newest first. */
  opinions(site: string): Promise<readonly SecondOpinion[]>;
}
