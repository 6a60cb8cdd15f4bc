import { isMarked, type Taught } from './training.js';

interface Weighed {
  readonly sum: number;
  readonly holds: boolean;
}

/** Precision and recall by sentence: one with a mark is found where a comparison that stands at a mark is. */
export function unseenFigures(
  sentences: readonly { one: Taught; lessons: readonly Weighed[] }[],
  isFinding: (sum: number) => boolean,
): { precision: number; recall: number } {
  let [hits, alarms, marked] = [0, 0, 0];
  for (const { one, lessons } of sentences) {
    const found = lessons.filter(({ sum }) => isFinding(sum));
    if (isMarked(one)) {
      marked++;
      if (found.some(({ holds }) => holds)) hits++;
    } else if (found.length > 0) alarms++;
  }
  return { precision: hits / Math.max(1, hits + alarms), recall: hits / Math.max(1, marked) };
}
