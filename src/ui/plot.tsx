import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

export interface Series {
  readonly label: string;
  readonly values: readonly number[];
  /** A token of the page, e.g. `--accent`. */
  readonly colour: string;
}

const height = 130;

/**
 * Bars or a line over named places, from 0, with one axis. Series of bars stand on each other, in their order from below. The
 * table beside it says the same to those who do not see it.
 */
export function Plot({
  label,
  names,
  series,
  bars = false,
}: {
  readonly label: string;
  readonly names: readonly string[];
  readonly series: readonly Series[];
  readonly bars?: boolean;
}) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const root = place.current;
    if (!root || names.length === 0) return undefined;
    const style = getComputedStyle(root);
    const ink = style.color;
    // A token may hold light-dark(): only a property that uses it tells which of the two counts.
    const colourOf = (token: string): string => {
      const probe = document.createElement('i');
      probe.style.setProperty('color', `var(${token})`);
      root.append(probe);
      const { color } = getComputedStyle(probe);
      probe.remove();
      return color;
    };
    const sums = names.map(() => 0);
    const stacked = series.map(({ values }) => {
      values.forEach((value, at) => {
        sums[at]! += value;
      });
      return [...sums];
    });
    // The tallest is drawn first, so that the others stand before it.
    const drawn = bars
      ? series.map((each, at) => ({ ...each, values: stacked[at]! })).reverse()
      : series.map((each) => ({ ...each, values: [...each.values] }));
    const barPaths = uPlot.paths.bars?.({ size: [0.7, 40] });
    const make = (): uPlot =>
      new uPlot(
        {
          width: Math.max(240, root.clientWidth),
          height,
          legend: { show: false },
          cursor: { show: false },
          scales: {
            x: { time: false, range: [-0.6, names.length - 0.4] },
            y: { range: (_, __, max) => [0, Math.max(1, max * 1.08)] },
          },
          axes: [
            {
              stroke: ink,
              grid: { show: false },
              space: 56,
              size: 26,
              values: (_, places) => places.map((at) => (Number.isInteger(at) ? (names[at] ?? '') : '')),
            },
            {
              stroke: ink,
              grid: { stroke: `color-mix(in srgb, ${ink} 16%, transparent)` },
              size: 44,
              space: 32,
            },
          ],
          series: [
            {},
            ...drawn.map(({ label: name, colour }) => {
              const shade = colourOf(colour);
              return {
                label: name,
                stroke: shade,
                width: bars ? 0 : 2,
                fill: bars ? shade : `color-mix(in srgb, ${shade} 10%, transparent)`,
                points: { show: false },
                ...(bars && barPaths && { paths: barPaths }),
              };
            }),
          ],
        },
        [names.map((_, at) => at), ...drawn.map(({ values }) => values as number[])],
        root,
      );
    let plot = make();
    const watch = new ResizeObserver(() => {
      const width = Math.max(240, root.clientWidth);
      if (width !== plot.width) plot.setSize({ width, height });
    });
    watch.observe(root);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const repaint = (): void => {
      plot.destroy();
      plot = make();
    };
    dark.addEventListener('change', repaint);
    const theme = new MutationObserver(repaint);
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      watch.disconnect();
      theme.disconnect();
      dark.removeEventListener('change', repaint);
      plot.destroy();
    };
  }, [names, series, bars]);
  return (
    <>
      <div ref={place} class="plot" role="img" aria-label={label} />
      {series.length > 1 && (
        <ul class="legend">
          {series.map(({ label: name, colour }) => (
            <li key={name} class={`swatch ${colour.slice(2)}`}>
              {name}
            </li>
          ))}
        </ul>
      )}
      <details class="as-table">
        <summary>As a table</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">When</th>
              {series.map(({ label: name }) => (
                <th key={name} scope="col" class="num">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {names.map((name, at) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {series.map(({ label: of, values }) => (
                  <td key={of} class="num">
                    {values[at]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}
