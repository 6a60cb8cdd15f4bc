import type { Volume } from '../../bridge/volumes.js';
import type { Attribute } from '../../domain/finding.js';

/** Volumes on the half that the trial map was not fitted on, before and after it. */
export function checkTable({
  attribute,
  rows,
  before,
  after,
}: {
  readonly attribute: Attribute;
  readonly rows: number;
  readonly before: readonly Volume[];
  readonly after: readonly Volume[];
}): string {
  const lines = after.map(({ threshold, perspective, local, difference }, at) =>
    [
      `  at ${threshold.toFixed(2)}`,
      `Perspective ${String(perspective).padStart(5)}`,
      `ours as they are ${String(before[at]!.local).padStart(5)}`,
      `ours by the map ${String(local).padStart(5)}`,
      difference === undefined ? '' : `${difference >= 0 ? '+' : ''}${(100 * difference).toFixed(1)} %`,
    ]
      .join('   ')
      .trimEnd(),
  );
  return `${attribute}: ${rows} rows, half of them fitted, these are the others\n${lines.join('\n')}\n`;
}
