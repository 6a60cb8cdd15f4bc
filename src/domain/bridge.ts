import type { Attribute, Scores } from './finding.js';

/** What Google's Perspective is asked while it answers: nothing; beside us, for comparison; or first, with us behind it. */
export const bridgeModes = ['off', 'shadow', 'primary'] as const;
export type BridgeMode = (typeof bridgeModes)[number];

/** How comments:analyze answers for one site. */
export interface SiteBridge {
  readonly mode: BridgeMode;
  /** Whether analyzed comments are stored and moderated, unless a request says `doNotStore`. */
  readonly archive: boolean;
  /** Version of the map from our scores to Perspective's; absent: our scores as they are. */
  readonly map?: number;
}

export const usualBridge: SiteBridge = { mode: 'off', archive: false };

/** Monotone, piecewise linear: from [x, y] to [x, y], both rising, first x 0 and last x 1. */
export type Knots = readonly (readonly [x: number, y: number])[];

/** A fitted map from our scores to Perspective's. Immutable. */
export interface ScoreMap {
  readonly version: number;
  /** ISO 8601. */
  readonly at: string;
  /** Name of the file that it was fitted on. */
  readonly from: string;
  /** Rows by attribute. */
  readonly rows: Readonly<Partial<Record<Attribute, number>>>;
  readonly knots: Readonly<Partial<Record<Attribute, Knots>>>;
}

/** What both said of one comment. No text. */
export interface ScorePair {
  /** Id of the request, as the log has it. */
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  /** Ours, before any map. */
  readonly local: Scores;
  readonly perspective: Scores;
}
