import type { ToxicityModel } from './model.js';

/**
 * The preferred model's reading or, where it cannot tell, the other's. Named and versioned after the other, with the
 * preferred one's name behind a plus: a verdict made this way stays current for a pipeline that has the other alone.
 */
export function firstThatAnswers(preferred: ToxicityModel, otherwise: ToxicityModel): ToxicityModel {
  return {
    name: otherwise.name,
    version: `${otherwise.version}+${preferred.name}`,
    attributes: [...new Set([...preferred.attributes, ...otherwise.attributes])],
    async read(text, about, signal) {
      try {
        return await preferred.read(text, about, signal);
      } catch {
        return otherwise.read(text, about, signal);
      }
    },
  };
}
