import type { Policy, PolicyRule } from '../domain/policy.js';
import type { Action } from '../domain/verdict.js';
import { judge } from '../pipeline/judge.js';
import type { JudgedCase } from '../store/comment-store.js';
import { type Share, share } from './wilson.js';

/** What two policies would have done with the same cases, beside what people decided. Nothing is touched. */
export interface Replay {
  readonly cases: number;
  /** Days that the cases span; at least a 24th, so that rates of a few minutes do not run away. */
  readonly days: number;
  readonly holdsPerDay: Both<number>;
  readonly blocked: Both<number>;
  /** Of the cases that people approved or rejected: held and rejected, or allowed and approved. */
  readonly agreement: Both<Share>;
  /** Rejected by people and let through by the policy. */
  readonly misses: Both<number>;
  readonly changes: { readonly newlyHeld: Decided; readonly released: Decided };
  /** The newest cases that would be treated otherwise. */
  readonly changed: readonly ChangedCase[];
  /** What each threshold of one rule would do. */
  readonly curve?: readonly CurvePoint[];
}

export interface Both<T> {
  readonly live: T;
  readonly candidate: T;
}
/** How people had decided the cases. */
export interface Decided {
  readonly approved: number;
  readonly rejected: number;
  readonly undecided: number;
}
export interface ChangedCase {
  readonly id: string;
  readonly from: Action;
  readonly to: Action;
  readonly ruling?: string;
}
export interface CurvePoint {
  readonly threshold: number;
  readonly holdsPerDay: number;
  readonly agreement: Share;
  readonly misses: number;
}

export interface ReplayOptions {
  readonly live: Policy;
  readonly candidate: Policy;
  /** Name of a rule of the candidate whose threshold is varied. */
  readonly curve?: string;
}

export const mostChanged = 100;
/** Thresholds of a curve: .05 to 1. */
export const curveThresholds: readonly number[] = Array.from(
  { length: 39 },
  (_, k) => Math.round((0.05 + k * 0.025) * 1000) / 1000,
);
const hour = 3_600_000;

/** Goes over the cases once, in constant memory. */
export async function replay(
  cases: AsyncIterable<readonly JudgedCase[]>,
  { live, candidate, curve }: ReplayOptions,
): Promise<Replay> {
  const counts = { live: new Count(), candidate: new Count() };
  const newlyHeld = { approved: 0, rejected: 0, undecided: 0 };
  const released = { approved: 0, rejected: 0, undecided: 0 };
  const changed: ChangedCase[] = [];
  const varied = curve === undefined ? undefined : new Curve(candidate, curve);
  let [first, last] = [Number.POSITIVE_INFINITY, 0];
  for await (const some of cases)
    for (const { id, receivedAt, outcomes, ruling } of some) {
      const at = Date.parse(receivedAt);
      first = Math.min(first, at);
      last = Math.max(last, at);
      const from = judge(outcomes, live).action;
      const to = judge(outcomes, candidate).action;
      counts.live.add(from, ruling);
      counts.candidate.add(to, ruling);
      varied?.add(outcomes, ruling);
      if (from === to) continue;
      const held = from === 'allow' ? newlyHeld : to === 'allow' ? released : undefined;
      if (held) held[ruling === 'approve' ? 'approved' : ruling === 'reject' ? 'rejected' : 'undecided']++;
      if (changed.length < mostChanged) changed.push({ id, from, to, ...(ruling && { ruling }) });
    }
  const days = Math.max(hour, last - first || 0) / (24 * hour);
  const both = <T>(of: (count: Count) => T): Both<T> => ({
    live: of(counts.live),
    candidate: of(counts.candidate),
  });
  return {
    cases: counts.live.cases,
    days: round(counts.live.cases === 0 ? 0 : days),
    holdsPerDay: both(({ holds }) => round(holds / days)),
    blocked: both(({ blocked }) => blocked),
    agreement: both((count) => count.agreement),
    misses: both(({ misses }) => misses),
    changes: { newlyHeld, released },
    changed,
    ...(varied && { curve: varied.points(days) }),
  };
}

const round = (value: number): number => Math.round(value * 100) / 100;

class Count {
  cases = 0;
  holds = 0;
  blocked = 0;
  misses = 0;
  #agreed = 0;
  #decided = 0;

  add(action: Action, ruling: string | undefined): void {
    this.cases++;
    if (action !== 'allow') this.holds++;
    if (action === 'block') this.blocked++;
    if (ruling !== 'approve' && ruling !== 'reject') return;
    this.#decided++;
    if ((action === 'allow') === (ruling === 'approve')) this.#agreed++;
    else if (action === 'allow') this.misses++;
  }

  get agreement(): Share {
    return share(this.#agreed, this.#decided);
  }
}

/** For each case the highest threshold at which the rule still speaks; then thresholds are sums from above. */
class Curve {
  readonly #others: Policy;
  readonly #rule: PolicyRule;
  /** By threshold: cases whose score reaches it and not the next; of all, of approved, of rejected. */
  readonly #reached = curveThresholds.map(() => ({ all: 0, approved: 0, rejected: 0 }));
  /** Held whatever the threshold. */
  readonly #always = { all: 0, approved: 0, rejected: 0 };
  readonly #total = { approved: 0, rejected: 0 };

  constructor(policy: Policy, name: string) {
    const rule = policy.rules.find((one) => one.name === name);
    if (!rule) throw new RangeError(`the policy has no rule ${name}`);
    this.#rule = rule;
    this.#others = { ...policy, rules: policy.rules.filter((one) => one !== rule) };
  }

  add(outcomes: JudgedCase['outcomes'], ruling: string | undefined): void {
    const kind = ruling === 'approve' ? 'approved' : ruling === 'reject' ? 'rejected' : undefined;
    if (kind) this.#total[kind]++;
    const count = (at: { all: number; approved: number; rejected: number }): void => {
      at.all++;
      if (kind) at[kind]++;
    };
    if (judge(outcomes, this.#others).action !== 'allow') {
      count(this.#always);
      return;
    }
    if (this.#rule.action === 'allow') return;
    const alone = { ...this.#others, rules: [{ ...this.#rule, minScore: 0 }] };
    const reason = judge(outcomes, alone).reasons.find((one) => one.kind === 'rule');
    if (reason?.kind !== 'rule') return;
    let at = -1;
    for (const [k, threshold] of curveThresholds.entries()) if (reason.score >= threshold) at = k;
    if (at >= 0) count(this.#reached[at]!);
  }

  points(days: number): CurvePoint[] {
    const sums = { ...this.#always };
    return curveThresholds
      .map((threshold, k) => ({ threshold, reached: this.#reached[k]! }))
      .reverse()
      .map(({ threshold, reached }): CurvePoint => {
        sums.all += reached.all;
        sums.approved += reached.approved;
        sums.rejected += reached.rejected;
        const agreed = sums.rejected + this.#total.approved - sums.approved;
        return {
          threshold,
          holdsPerDay: round(sums.all / days),
          agreement: share(agreed, this.#total.approved + this.#total.rejected),
          misses: this.#total.rejected - sums.rejected,
        };
      })
      .reverse();
  }
}
