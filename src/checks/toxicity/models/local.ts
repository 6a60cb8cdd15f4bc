import type { ToxicityModel } from './model.js';

/** Placeholder until its own change lands. */
export function localModel(): ToxicityModel {
  return { name: 'local', version: '0', attributes: [], read: () => ({ scores: {}, evidence: [] }) };
}
