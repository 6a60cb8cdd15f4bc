import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { ReplayResource } from '../api/types.js';

const height = 150;

/** Held a day and missed, over the threshold: two charts that share their x-axis, never two axes in one. */
export function Curve({
  points,
  at,
  live,
}: {
  readonly points: NonNullable<ReplayResource['curve']>;
  readonly at?: number;
  readonly live?: number;
}) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const root = place.current;
    if (!root) return undefined;
    const style = getComputedStyle(root);
    const colour = (name: string): string => style.getPropertyValue(name).trim();
    const ink = style.color;
    const accent = colour('--accent-now') || ink;
    const x = points.map(({ threshold }) => threshold);
    const line = (u: uPlot, value: number | undefined, dash: number[]): void => {
      if (value === undefined) return;
      const left = u.valToPos(value, 'x', true);
      u.ctx.save();
      u.ctx.strokeStyle = ink;
      u.ctx.setLineDash(dash);
      u.ctx.beginPath();
      u.ctx.moveTo(left, u.bbox.top);
      u.ctx.lineTo(left, u.bbox.top + u.bbox.height);
      u.ctx.stroke();
      u.ctx.restore();
    };
    const plots = (
      [
        ['held a day', points.map(({ holdsPerDay }) => holdsPerDay)],
        ['rejected, let through', points.map(({ misses }) => misses)],
      ] as const
    ).map(
      ([label, y]) =>
        new uPlot(
          {
            width: Math.max(260, root.clientWidth),
            height,
            title: label,
            legend: { show: false },
            cursor: { show: false },
            scales: {
              x: { time: false, range: [0, 1] },
              y: { range: (_, __, max) => [0, Math.max(1, max * 1.1)] },
            },
            axes: [
              { stroke: ink, grid: { show: false } },
              { stroke: ink, grid: { stroke: `${ink}22` } },
            ],
            series: [{}, { label, stroke: accent, width: 2 }],
            hooks: {
              draw: [
                (u) => {
                  line(u, live, [3, 3]);
                  line(u, at, []);
                },
              ],
            },
          },
          [x, y],
          root,
        ),
    );
    return () => {
      for (const plot of plots) plot.destroy();
    };
  }, [points, at, live]);
  return (
    <div
      ref={place}
      class="curve"
      role="img"
      aria-label={`Held a day and missed by threshold; ${at === undefined ? '' : `candidate ${at}`}${live === undefined ? '' : `, live ${live}`}`}
    />
  );
}
