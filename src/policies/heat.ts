import type { Judged } from '../store/judged-store.js';

export interface Heat {
  readonly lastHour: number;
  /** The article's own: comments an hour from its first one, among those read, to an hour ago. */
  readonly usualPerHour: number;
  /** Last hour by what is usual, or by one an hour where less is usual. */
  readonly ratio: number;
  /** At least ten comments in the last hour, and at least three times what is usual there. */
  readonly surging: boolean;
}

/** An article's comments as they are counted. */
export interface Story {
  comments: number;
  allow: number;
  review: number;
  block: number;
  approved: number;
  rejected: number;
  lastHour: number;
  /** Milliseconds since 1970: when the first one came in. */
  first: number;
}

const hourMs = 3_600_000;
const [leastSurge, surgeRatio] = [10, 3];

/** Counts a comment for its article, at a time (ms). */
export function addTo(stories: Map<string, Story>, found: Judged, at: number): void {
  const { article, receivedAt, action, decision } = found;
  if (article === undefined) return;
  const empty = { comments: 0, allow: 0, review: 0, block: 0, approved: 0, rejected: 0, lastHour: 0 };
  const story = stories.get(article) ?? { ...empty, first: receivedAt };
  stories.set(article, story);
  story.comments++;
  story[action]++;
  if (decision?.ruling === 'approve') story.approved++;
  if (decision?.ruling === 'reject') story.rejected++;
  story.first = Math.min(story.first, receivedAt);
  if (receivedAt > at - hourMs) story.lastHour++;
}

export function heatOf({ lastHour, comments, first }: Story, at: number): Heat {
  // Of a story younger than two hours there is no usual yet: an hour at least, so that nothing is divided by little.
  const hours = Math.max(1, (at - hourMs - first) / hourMs);
  const usualPerHour = (comments - lastHour) / hours;
  const ratio = lastHour / Math.max(1, usualPerHour);
  return { lastHour, usualPerHour, ratio, surging: lastHour >= leastSurge && ratio >= surgeRatio };
}
