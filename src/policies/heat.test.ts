import { expect, test } from '@jest/globals';
import type { Judged } from '../store/judged-store.js';
import { addTo, heatOf, type Story } from './heat.js';

const at = Date.parse('2026-11-21T12:00:00Z');
const comment = (minutesAgo: number): Judged => ({
  ...{
    id: `${minutesAgo}`,
    receivedAt: at - minutesAgo * 60_000,
    judgedAt: at,
    action: 'allow',
    priority: 0,
  },
  ...{ policy: 'a@1', outcomes: [], entries: [], article: 'story' },
});
function heat(minutesAgo: readonly number[]) {
  const stories = new Map<string, Story>();
  for (const minutes of minutesAgo) addTo(stories, comment(minutes), at);
  return heatOf(stories.get('story')!, at);
}
const every = (minutes: number, from: number, to: number) =>
  Array.from({ length: Math.floor((to - from) / minutes) }, (_, n) => from + n * minutes);

test('a story at its own pace does not surge, however busy it is', () => {
  const found = heat(every(1, 0, 600));
  expect(found).toMatchObject({ lastHour: 60, surging: false });
  expect(found.ratio).toBeCloseTo(1, 1);
});
test('three times its own pace surges; a handful of comments never does', () => {
  expect(heat([...every(10, 60, 660), ...every(3, 0, 60)])).toMatchObject({ lastHour: 20, surging: true });
  expect(heat([...every(60, 61, 660), ...every(7, 0, 60)])).toMatchObject({ lastHour: 8, surging: false });
});
