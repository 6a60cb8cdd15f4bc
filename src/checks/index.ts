import type { Check } from './check.js';
import { dehumanizing } from './dehumanizing/index.js';
import { profanity } from './profanity/index.js';
import { toxicity } from './toxicity/index.js';
import { localModel } from './toxicity/models/local.js';
import type { ToxicityModel } from './toxicity/models/model.js';

/** The checks, in the order that outcomes come back. A new check is one folder here and one line below. */
export function allChecks(model: ToxicityModel = localModel()): readonly Check[] {
  return [profanity(), dehumanizing(), toxicity(model)];
}
