export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/**
 * Prints rates with their ratio to a peer taken in the same run: shared machines drift, ratios less so.
 * Returns the ratio that has a floor (medians over rounds).
 */
export function print(
  title: string,
  peer: readonly number[],
  rows: readonly (readonly [name: string, rates: readonly number[]])[],
  bar: { readonly of: readonly number[]; readonly floor: number; readonly name: string },
): number {
  const width = Math.max(...rows.map(([name]) => name.length));
  console.log(`\n${title}`);
  console.log(
    `${''.padEnd(width)}  ${'median/s'.padStart(10)}  ${'lowest'.padStart(10)}  ${'highest'.padStart(10)}  ratio`,
  );
  for (const [name, rates] of rows) {
    const cells = [median(rates), Math.min(...rates), Math.max(...rates)].map((value) =>
      number.format(value).padStart(10),
    );
    console.log(`${name.padEnd(width)}  ${cells.join('  ')}  ${(median(rates) / median(peer)).toFixed(2)}`);
  }
  const ratio = median(bar.of) / median(peer);
  console.log(
    `${bar.name}: ${ratio.toFixed(2)} (floor ${bar.floor}): ${ratio >= bar.floor ? 'reached' : 'NOT reached'}`,
  );
  return ratio;
}
