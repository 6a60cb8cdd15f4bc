/** How many scores reach a threshold on each side, and by how much they differ. */
export interface Volume {
  readonly threshold: number;
  readonly perspective: number;
  readonly local: number;
  /** (local - perspective) / perspective; absent where Perspective holds none. */
  readonly difference?: number;
}

/** Thresholds at which newsrooms hold comments: Google's documentation names .7 to .9. */
export const usualThresholds = [0.5, 0.6, 0.7, 0.8, 0.9] as const;

export function volumes(
  rows: readonly { readonly local: number; readonly perspective: number }[],
  thresholds: readonly number[] = usualThresholds,
): Volume[] {
  return thresholds.map((threshold) => {
    const perspective = rows.filter((row) => row.perspective >= threshold).length;
    const local = rows.filter((row) => row.local >= threshold).length;
    return {
      threshold,
      perspective,
      local,
      ...(perspective > 0 && { difference: Math.round(((local - perspective) / perspective) * 1e4) / 1e4 }),
    };
  });
}
