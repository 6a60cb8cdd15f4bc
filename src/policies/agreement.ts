import type { SecondOpinion } from '../store/second-store.js';
import { share } from './wilson.js';

export interface Agreement {
  readonly agree: number;
  /** Cases that both approved or rejected: an escalation is no opinion. */
  readonly of: number;
  readonly low: number;
  readonly high: number;
  /** Cohen's kappa (Educ. Psychol. Meas. 20, 1960); absent where chance alone would make all agree. */
  readonly kappa?: number;
}

/** How often a second person, who did not know the first one's word, said the same. */
export function agreementOf(opinions: readonly SecondOpinion[]): Agreement {
  const final = opinions.filter(({ first, second }) => first !== 'escalate' && second !== 'escalate');
  const of = final.length;
  const agree = final.filter(({ first, second }) => first === second).length;
  const rejected = (who: keyof SecondOpinion) => final.filter((each) => each[who] === 'reject').length / of;
  const [a, b] = [rejected('first'), rejected('second')];
  const chance = a * b + (1 - a) * (1 - b);
  const { low, high } = share(agree, of);
  return {
    agree,
    of,
    low,
    high,
    ...(of > 0 && chance < 1 && { kappa: (agree / of - chance) / (1 - chance) }),
  };
}
