import type { Judged } from '../store/judged-store.js';
import { addTo, type Heat, heatOf, type Story } from './heat.js';
import { type Share, share } from './wilson.js';

export interface Precision {
  readonly name: string;
  /** Decided cases that it found something in and people rejected. Checks and rules: at {@link meantFrom} or surer. */
  readonly right: number;
  readonly of: number;
  /** 95 % interval of right / of. */
  readonly low: number;
  readonly high: number;
}

export interface Insights {
  readonly site: string;
  readonly days: number;
  /** Cases read: the site's newest, at most 100,000. */
  readonly cases: number;
  /** By day (UTC), oldest first; days without comments are left out. */
  readonly volume: readonly {
    readonly day: string;
    readonly allow: number;
    readonly review: number;
    readonly block: number;
  }[];
  readonly queue: {
    /** Cases for people without a final decision. */
    readonly depth: number;
    readonly oldestSeconds?: number;
    /** Cases for people that came in, by hour, the last 24; the current hour last. */
    readonly byHour: readonly number[];
  };
  /** Seconds from a comment's coming in to its decision. */
  readonly decisions: { readonly median?: number; readonly p90?: number; readonly n: number };
  readonly precision: {
    readonly checks: readonly Precision[];
    readonly rules: readonly Precision[];
    /** Of lexicon entries that people decided on, those with most decisions, at most 200. */
    readonly entries: readonly Precision[];
  };
  /** The articles with most comments, at most 20. */
  readonly articles: readonly ArticleHeat[];
}

export interface ArticleHeat {
  readonly article: string;
  readonly comments: number;
  readonly heat: Heat;
}

const [hourMs, dayMs] = [3_600_000, 86_400_000];
/** Scores are chances: a finding below says itself that it is more likely wrong. */
export const meantFrom = 0.5;
const [mostEntries, mostArticles] = [200, 20];
type Action = Judged['action'];

/**
 * What a site's judged comments tell of the last days. Decisions on cases count for a finding's check, rule and entry:
 * rejected is right, approved is wrong, escalated is neither. People decide mostly on what was held, so this says how
 * often a finding was right where somebody looked, not how much was missed.
 */
export async function insightsOf(
  parts: AsyncIterable<readonly Judged[]>,
  { site, days, now }: { readonly site: string; readonly days: number; readonly now: Date },
): Promise<Insights> {
  const [at, from] = [now.getTime(), now.getTime() - days * dayMs];
  const volume = new Map<string, Record<Action, number>>();
  const byHour = new Array<number>(24).fill(0);
  const [checks, rules, entries] = [new Tallies(), new Tallies(), new Tallies()];
  const stories = new Map<string, Story>();
  const waits: number[] = [];
  let [cases, depth, oldest] = [0, 0, Number.POSITIVE_INFINITY];

  for await (const part of parts)
    for (const found of part) {
      const { receivedAt, action, decision } = found;
      if (receivedAt < from) continue;
      cases++;
      const day = new Date(receivedAt).toISOString().slice(0, 10);
      const counts = volume.get(day) ?? { allow: 0, review: 0, block: 0 };
      volume.set(day, counts);
      counts[action]++;
      const final = decision !== undefined && decision.ruling !== 'escalate';
      if (action !== 'allow') {
        const hour = 23 - Math.floor((at - receivedAt) / hourMs);
        if (hour >= 0 && hour < 24) byHour[hour]!++;
      }
      if (!final && (action !== 'allow' || decision)) {
        depth++;
        oldest = Math.min(oldest, receivedAt);
      }
      if (decision) waits.push(Math.max(0, Date.parse(decision.decidedAt) - receivedAt) / 1000);
      if (final) tally(found, decision.ruling === 'reject', { checks, rules, entries });
      addTo(stories, found, at);
    }

  waits.sort((a, b) => a - b);
  const quantile = (q: number) => waits[Math.min(waits.length - 1, Math.floor(q * waits.length))]!;
  return {
    site,
    days,
    cases,
    volume: [...volume].map(([day, counts]) => ({ day, ...counts })).sort((a, b) => (a.day < b.day ? -1 : 1)),
    queue: {
      depth,
      ...(depth > 0 && { oldestSeconds: Math.max(0, Math.round((at - oldest) / 1000)) }),
      byHour,
    },
    decisions: {
      n: waits.length,
      ...(waits.length > 0 && { median: quantile(0.5), p90: quantile(0.9) }),
    },
    precision: {
      checks: checks.list(),
      rules: rules.list(),
      entries: entries.list().slice(0, mostEntries),
    },
    articles: [...stories]
      .sort(([, a], [, b]) => b.comments - a.comments)
      .slice(0, mostArticles)
      .map(([article, story]) => ({ article, comments: story.comments, heat: heatOf(story, at) })),
  };
}

function tally(
  { outcomes, entries: named }: Judged,
  right: boolean,
  { checks, rules, entries }: Record<'checks' | 'rules' | 'entries', Tallies>,
): void {
  const seen = new Set<string>();
  for (const outcome of outcomes) {
    if (outcome.status !== 'ran') continue;
    const meant = outcome.findings.filter(({ score }) => score >= meantFrom);
    if (meant.length > 0) checks.add(outcome.check, right);
    for (const { rule } of meant) seen.add(rule);
  }
  for (const rule of seen) rules.add(rule, right);
  for (const entry of named) entries.add(entry, right);
}

class Tallies {
  private readonly held = new Map<string, { right: number; of: number }>();
  add(name: string, right: boolean): void {
    const counts = this.held.get(name) ?? { right: 0, of: 0 };
    this.held.set(name, counts);
    counts.of++;
    if (right) counts.right++;
  }
  /** Those with most decisions first. */
  list(): Precision[] {
    return [...this.held]
      .sort(([a, x], [b, y]) => y.of - x.of || (a < b ? -1 : 1))
      .map(([name, { right, of }]) => {
        const { low, high }: Share = share(right, of);
        return { name, right, of, low, high };
      });
  }
}
