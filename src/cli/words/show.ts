import type {
  Action,
  ChangedWords,
  DecidedCounts,
  Preview,
  SiteWord,
  SiteWords,
  WordEntry,
  WordsTestResource,
  WordsVersion,
} from '../../api/types.js';
import { counted } from '../score/progress.js';
import { excerpt } from '../score/table.js';
import { cells, harmless, padTo } from '../score/terminal.js';

/** Rows of cells as lines with columns as wide as their widest cell; the last one fills the width, cut where it must. */
export function columns(rows: readonly (readonly string[])[], width = Number.POSITIVE_INFINITY): string {
  const safe = rows.map((row) => row.map(harmless));
  const widths: number[] = [];
  for (const row of safe)
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, cells(cell));
  const last = widths.length - 1;
  const before = widths.slice(0, last).reduce((sum, one) => sum + one + 2, 0);
  widths[last] = Math.max(8, Math.min(widths[last] ?? 0, width - before));
  return safe
    .map(
      (row) =>
        `${row
          .map((cell, at) => padTo(cell, widths[at]!))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

export const quoted = (phrase: string): string => `"${harmless(phrase)}"`;
const severityOf = ({ list, severity = 'moderate' }: WordEntry): string => (list === 'deny' ? severity : '');
const day = (moment: string): string => moment.slice(0, 10);

/** `12 entries (10 deny, 2 allow)`. */
function countOf(words: readonly WordEntry[]): string {
  const denied = words.filter(({ list }) => list === 'deny').length;
  const all = words.length === 1 ? '1 entry' : `${words.length} entries`;
  return `${all} (${denied} deny, ${words.length - denied} allow)`;
}

export const listHeading = ({ site, version, words }: SiteWords): string =>
  harmless(`${site}: version ${version}, ${countOf(words)}`);

/** One line an entry. */
export const wordsTable = (words: readonly SiteWord[], width?: number): string =>
  columns(
    [
      ['id', 'list', 'severity', 'phrase', 'added', 'by', 'note'],
      ...words.map((word) => [
        ...[word.id, word.list, severityOf(word), quoted(word.phrase)],
        ...[day(word.addedAt), word.addedBy, word.note ?? ''],
      ]),
    ],
    width,
  );

export const historyTable = (versions: readonly WordsVersion[], width?: number): string =>
  columns(
    [
      ['version', 'written', 'entries', 'by'],
      ...versions.map(({ version, at, count, by }) => [
        `${version}`,
        at.slice(0, 19).replace('T', ' '),
        `${count}`,
        by,
      ]),
    ],
    width,
  );

/** Says entries that a server names by their places (`words[0]`) by their phrases. */
export const byPhrase =
  (entries: readonly WordEntry[]) =>
  (said: string): string =>
    said.replaceAll(/words\[(\d{1,4})\](?:\.(\w+))?/g, (place, index, field) => {
      const entry = entries[Number(index)];
      if (!entry) return place;
      return quoted(entry.phrase) + (field === undefined ? '' : ` ${field}`);
    });

/** What would be said of a text: the action, why, and each finding with its words. */
export function testReport(
  text: string,
  { action, version, policy, reasons, findings }: WordsTestResource,
  entries: readonly WordEntry[],
  width: number,
): string {
  const why = reasons.map((reason) =>
    reason.kind === 'failed_check'
      ? ['', `${reason.check} failed`, reason.action, reason.error]
      : [
          '',
          reason.rule,
          reason.action,
          `${reason.attribute} ${reason.score.toFixed(2)} ${reason.severity ?? ''}`,
        ],
  );
  const seen = findings.flatMap(({ span, rule, severity, note }) => [
    `  ${excerpt(text, span, width - 2, false).trimEnd()}\n`,
    `    ${harmless(`${rule}, ${severity}. ${byPhrase(entries)(note.replaceAll(/"(words\[\d+\])"/g, '$1'))}`)}\n`,
  ]);
  return [
    `${action}  (list version ${version}, policy ${harmless(policy)})\n`,
    why.length > 0 ? columns(why, width) : '',
    ...seen,
  ].join('');
}

const decidedNames = ['approved', 'rejected', 'escalated', 'undecided'] as const;

/** What new entries would have done, for people: one table by entry, one by verdict, one of comments to look at. */
export function previewReport(
  site: string,
  seen: Preview,
  entries: readonly WordEntry[],
  width: number,
): string {
  const say = byPhrase(entries);
  const added = entries.length === 1 ? 'the new entry' : `${entries.length} new entries`;
  const read = `${counted(seen.read, 'comment')} of ${harmless(site)}, read by its list (version ${seen.version}) without and with ${added}.`;
  if (seen.hit === 0) return `${read}\nNone was hit.\n`;

  const row = (name: string, count: number, decided: DecidedCounts): string[] => [
    ...[name, `${count}`],
    ...decidedNames.map((how) => `${decided[how]}`),
  ];
  const table = (first: string, rows: readonly (readonly string[])[]): string =>
    columns([[first, 'comments', ...decidedNames], ...rows]);
  const byEntry = seen.entries.map(({ entry, hit, decided }) => row(say(entry), hit, decided));
  if (byEntry.length > 1) byEntry.push(row('all', seen.hit, seen.decided));
  const byVerdict = seen.changes.map(({ from, to, count, decided }) => row(turn(from, to), count, decided));
  const newest = seen.samples.map(({ id, from, to, entries: acted }) => [
    ...[id, turn(from, to), acted.map(say).join(', ')],
  ]);
  return [
    `${read}\n${seen.hit} hit; how moderators had decided them:\n`,
    table('entry', byEntry),
    byVerdict.length === 0 ? 'No verdict would be another.\n' : table('verdict', byVerdict),
    columns([['newest hit', 'verdict', 'entries'], ...newest], width),
  ].join('\n');
}

const turn = (from: Action, to: Action): string => (from === to ? from : `${from} → ${to}`);

export const changeReport = ({ site, version, added, removed, count }: ChangedWords): string =>
  `${harmless(site)}: version ${version}, ${added} added, ${removed} removed, ${count} in all\n`;
