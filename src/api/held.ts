import type { Claim } from '../domain/decision.js';
import { Refusal } from './problems.js';

/** Another moderator's claim holds a case. */
export const heldBy = (claim: Claim): Refusal =>
  new Refusal('claimed', `${claim.moderator} holds the case until ${claim.until}.`, { claim });
