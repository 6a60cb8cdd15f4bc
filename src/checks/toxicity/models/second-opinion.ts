import type { ToxicityModel } from './model.js';

/**
 * A model asked after another one has spoken. Named and versioned after the first, with its own name behind a plus:
 * a verdict made this way stays current for a pipeline that has the first alone. Rejects as the asked one does, so
 * that whoever asks knows: the first opinion then stands, and a rate limit can be waited for.
 */
export function secondOpinion(asked: ToxicityModel, first: ToxicityModel): ToxicityModel {
  return {
    name: first.name,
    version: `${first.version}+${asked.name}`,
    attributes: asked.attributes,
    read: (text, about, signal) => asked.read(text, about, signal),
  };
}
