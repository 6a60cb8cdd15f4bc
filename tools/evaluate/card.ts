import { readFileSync, writeFileSync } from 'node:fs';
import type { Attribute } from '../../src/domain/finding.js';
import type { Line } from './summary.js';
import type { ThresholdLine } from './thresholds.js';

/** A source with fewer rows of either kind says nothing. */
const fewest = 10;
const opening = '<!-- figures by npm run evaluate -- --card; do not edit between the marks -->';
const closing = '<!-- end of figures -->';

const short = (value: number, digits = 3): string => value.toFixed(digits).replace(/^0/, '');
const percent = (value: number): string => `${(100 * value).toFixed(2)} %`;

/** AUC with intervals, figures at the operating points, and what thresholds would hold, in Markdown. */
export function figures(
  version: string,
  lines: readonly Line[],
  attributes: readonly Attribute[],
  thresholds: readonly ThresholdLine[],
): string {
  const telling = lines.filter(({ rows, positive }) => positive >= fewest && rows - positive >= fewest);
  const sources = [...new Set(telling.map(({ source }) => source))];
  const cell = (source: string, attribute: Attribute): string => {
    const line = telling.find((one) => one.source === source && one.attribute === attribute);
    if (!line) return '';
    return `${short(line.auc)} ± ${short(line.aucMargin)} (${line.positive} of ${line.rows})`;
  };
  const points = telling.map(
    (line) =>
      `| ${line.source} | ${line.attribute} | ${short(line.point)} | ${short(line.precision)} | ${short(line.recall)} | ${percent(line.falsePositiveRate)} | ${short(line.balancedAccuracy)} | ${short(line.recallAt1)} | ${short(line.calibrationError)} |`,
  );
  return [
    `Figures of version \`${version}\`. AUC with its 95 % interval, positives and rows:`,
    '',
    `| source | ${attributes.join(' | ')} |`,
    `|---|${attributes.map(() => '---|').join('')}`,
    ...sources.map((source) => `| ${source} | ${attributes.map((one) => cell(source, one)).join(' | ')} |`),
    '',
    'At the operating points (calibration error: ten bins, expected):',
    '',
    '| source | attribute | point | precision | recall | others found | balanced accuracy | recall at 1 % | calibration error |',
    '|---|---|---|---|---|---|---|---|---|',
    ...points,
    '',
    'What a threshold on a score would do; each source counts the same:',
    '',
    '| attribute | threshold | clean comments over it | toxic comments over it |',
    '|---|---|---|---|',
    ...thresholds.map(
      ({ attribute, threshold, clean, toxic }) =>
        `| ${attribute} | ${short(threshold, 2)} | ${percent(clean)} | ${percent(toxic)} |`,
    ),
  ].join('\n');
}

/** @throws Error where the file has no marks */
export function writeFigures(file: string, text: string): void {
  const card = readFileSync(file, 'utf8');
  const from = card.indexOf(opening);
  const to = card.indexOf(closing);
  if (from < 0 || to < from) throw new Error(`${file} has no "${opening}" … "${closing}"`);
  writeFileSync(file, `${card.slice(0, from + opening.length)}\n\n${text}\n\n${card.slice(to)}`);
}
