import type { Check } from '../check.js';
import type { ToxicityModel } from './models/model.js';

/** Placeholder until its own change lands. */
export function toxicity(model: ToxicityModel): Check {
  return {
    name: 'toxicity',
    version: model.version,
    attributes: model.attributes,
    inspect: () => ({ findings: [], scores: {} }),
  };
}
