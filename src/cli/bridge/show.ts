import type { DriftResource } from '../../api/types.js';

/** How both differ, attribute by attribute, for a terminal. No text is in it. */
export function driftReport({ site, pairs, from, to, map, attributes }: DriftResource): string {
  if (pairs === 0)
    return `${site}: no comment was scored by both yet. bridge set --site ${site} --mode shadow asks Perspective too.\n`;
  const head = `${site}: ${pairs} comments scored by both, ${day(from)} to ${day(to)}; ours ${map === undefined ? 'as they are' : `by map ${map}`}`;
  const parts = attributes.map((one) => {
    const told = (value: number | undefined): string => (value === undefined ? '-' : value.toFixed(3));
    return [
      `${one.attribute}: ${one.pairs} pairs, correlation ${told(one.correlation)}, of ranks ${told(one.rankCorrelation)}, mean difference ${one.meanDifference.toFixed(3)}`,
      ...one.volumes.map(
        ({ threshold, perspective, local, difference }) =>
          `  at ${threshold.toFixed(2)}   Perspective ${perspective}   ours ${local}${difference === undefined ? '' : `   ${difference >= 0 ? '+' : ''}${(100 * difference).toFixed(1)} %`}`,
      ),
      '  largest disagreements, by request id:',
      ...one.largest.map(
        ({ id, local, perspective }) =>
          `    ${id}   ours ${local.toFixed(3)}   Perspective ${perspective.toFixed(3)}`,
      ),
    ].join('\n');
  });
  return `${[head, ...parts].join('\n')}\n`;
}

const day = (at: string | undefined): string => (at ?? '').slice(0, 10);
