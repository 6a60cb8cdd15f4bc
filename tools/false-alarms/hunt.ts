import type { Check } from '../../src/checks/check.js';
import { type Finding, type Severity, severities } from '../../src/domain/finding.js';
import { Text } from '../../src/text/text.js';

/** What one lexicon entry found. */
export interface Alarm {
  /** The entry's id; the finding's rule where the note names none. */
  readonly entry: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly findings: number;
  /** The first few, each spelling once: what was found, marked with [[ ]], and what stands around. */
  readonly samples: readonly string[];
}

export interface Report {
  readonly texts: number;
  /** Texts with at least one finding. */
  readonly flagged: number;
  /** `flagged` in the hundred texts; 0 when there are none. */
  readonly percent: number;
  /** Most findings first. */
  readonly alarms: readonly Alarm[];
}

export interface Bar {
  /** Findings below it are not alarms. */
  readonly minSeverity: Severity;
  readonly minScore: number;
}

/**
 * Reads every text with the check and gathers what it finds, by lexicon entry.
 * @param done called now and then with the number of texts read
 */
export async function hunt(
  texts: AsyncIterable<string> | Iterable<string>,
  check: Check,
  { minSeverity, minScore }: Bar,
  { samples = 3, done = () => {} }: { samples?: number; done?: (texts: number) => void } = {},
): Promise<Report> {
  const { signal } = new AbortController();
  const least = severities.indexOf(minSeverity);
  const rows = new Map<string, { alarm: Alarm; spellings: Map<string, string>; findings: number }>();
  let read = 0;
  let flagged = 0;
  for await (const text of texts) {
    const { findings } = await check.inspect(new Text(text), {}, signal);
    const counted = findings.filter(
      ({ score, severity }) => score >= minScore && severities.indexOf(severity) >= least,
    );
    if (counted.length > 0) flagged++;
    for (const finding of counted) {
      const entry = entryOf(finding);
      const { rule, severity, span } = finding;
      let row = rows.get(entry);
      if (!row) {
        const alarm = { entry, rule, severity, findings: 0, samples: [] };
        row = { alarm, spellings: new Map(), findings: 0 };
        rows.set(entry, row);
      }
      row.findings++;
      const spelling = text.slice(span.start, span.end).toLowerCase();
      if (row.spellings.size < samples && !row.spellings.has(spelling))
        row.spellings.set(spelling, sample(text, span));
    }
    if (++read % 1000 === 0) {
      done(read);
      await new Promise(setImmediate); // lets the bar draw and Ctrl-C through
    }
  }
  done(read);
  const alarms = [...rows.values()]
    .map(({ alarm, spellings, findings }) => ({ ...alarm, findings, samples: [...spellings.values()] }))
    .sort((a, b) => b.findings - a.findings || (a.entry < b.entry ? -1 : 1));
  return { texts: read, flagged, percent: read === 0 ? 0 : (100 * flagged) / read, alarms };
}

/** The note ends in `(lexicon entry "id").` */
function entryOf({ note, rule }: Finding): string {
  return /lexicon entry "([^"]+)"/.exec(note)?.[1] ?? rule;
}

const around = 30;

function sample(text: string, { start, end }: { start: number; end: number }): string {
  const from = Math.max(0, start - around);
  const before = `${from > 0 ? '…' : ''}${text.slice(from, start)}`;
  const after = `${text.slice(end, end + around)}${end + around < text.length ? '…' : ''}`;
  return `${before}[[${text.slice(start, end)}]]${after}`.replace(/\s+/g, ' ');
}
