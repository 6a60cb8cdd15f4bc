import type { Finding } from '../domain/finding.js';
import type { SiteWord, SiteWords, WordEntry } from '../domain/site-words.js';
import type { Verdict } from '../domain/verdict.js';
import type { Moderated, Pipeline } from '../pipeline/pipeline.js';

/** What new entries did to one comment. */
export interface Acts {
  /** Those that acted, by their places among the new ones, ascending. */
  readonly actors: readonly number[];
  /** Findings that name a new entry. */
  readonly found: readonly Finding[];
  /** Findings that an allowed new entry took away. */
  readonly letThrough: readonly Finding[];
}

/** Lists kept ready, each with what a check made of it. */
const mostLists = 300;

/** How findings name a new entry: by its place among them. */
export const candidateName = (index: number): string => `words[${index}]`;

/** The list with new entries at its end, under the names that findings give them; the same object if there are none. */
export function withCandidates(standing: SiteWords, candidates: readonly WordEntry[]): SiteWords {
  if (candidates.length === 0) return standing;
  const named = candidates.map(
    (entry, index): SiteWord => ({ ...entry, id: candidateName(index), addedBy: '', addedAt: '' }),
  );
  return { ...standing, words: [...standing.words, ...named] };
}

/** Tells what new entries did, from the verdict by the list that stands and the one by that list with them. */
export type TellActs = (comment: Moderated, before: Verdict, after: Verdict) => Promise<Acts>;

/**
 * Denied entries act by findings that name them. Allowed ones leave no trace: which of them took a finding away is
 * found out by judging the comment by halves of them, and halves of those, with nothing else on the list than the
 * entries that had made the finding. An entry that overlaps what a graver one finds changes nothing: it does not act.
 */
export function createActs(
  pipeline: Pick<Pipeline, 'moderate'>,
  standing: SiteWords,
  candidates: readonly WordEntry[],
): TellActs {
  const { words } = withCandidates(standing, candidates);
  const allowed = candidates.flatMap(({ list }, index) => (list === 'allow' ? index : []));
  const at = new Map(words.map((word, index) => [word.id, { word, place: index - standing.words.length }]));
  const entryOf = (finding: Finding) => {
    // At the note's end: what an operator wrote before it could look the same.
    const id = /entry "([^"]+)"\)\.$/.exec(finding.note)?.[1];
    return id === undefined ? undefined : at.get(id);
  };
  /** Lists by their entries' ids: a check makes a list ready once, as long as it is the same object. */
  const lists = new Map<string, SiteWords>();
  function listOf(some: readonly SiteWord[]): SiteWords {
    const key = some.map(({ id }) => id).join(' ');
    const known = lists.get(key) ?? { ...standing, words: some };
    if (lists.size >= mostLists) lists.clear();
    lists.set(key, known);
    return known;
  }

  return async (comment, before, after) => {
    const { came, went } = differenceOf(before, after);
    const found = came.filter((finding) => (entryOf(finding)?.place ?? -1) >= 0);
    const denied = found.map((finding) => entryOf(finding)!.place);
    if (went.length === 0 || allowed.length === 0)
      return { actors: ascending(denied), found, letThrough: [] };

    const made = went.flatMap((finding) => entryOf(finding)?.word ?? []);
    const judged = async (group: readonly number[]): Promise<ReadonlySet<string>> => {
      const some = group.map((place) => words[standing.words.length + place]!);
      return new Set(findingsOf(await pipeline.moderate(comment, listOf([...made, ...some]))).map(keyOf));
    };
    /** Those of a group that take away any of these findings. */
    async function actorsIn(group: readonly number[], of: readonly Finding[]): Promise<number[]> {
      const left = await judged(group);
      if (of.every((finding) => left.has(keyOf(finding)))) return [];
      if (group.length === 1) return [...group];
      const half = group.length >> 1;
      return [...(await actorsIn(group.slice(0, half), of)), ...(await actorsIn(group.slice(half), of))];
    }
    const [none, all] = [await judged([]), await judged(allowed)];
    const letThrough = went.filter((finding) => none.has(keyOf(finding)) && !all.has(keyOf(finding)));
    const actors = letThrough.length === 0 ? [] : await actorsIn(allowed, letThrough);
    return { actors: ascending([...denied, ...actors]), found, letThrough };
  };
}

const ascending = (places: readonly number[]): number[] => [...new Set(places)].sort((a, b) => a - b);

interface Difference {
  readonly came: readonly Finding[];
  readonly went: readonly Finding[];
}

/** By the checks that ran both times: one that failed once says nothing of the list. */
function differenceOf(before: Verdict, after: Verdict): Difference {
  const ran = ({ outcomes }: Verdict): Set<string> =>
    new Set(outcomes.flatMap(({ status, check }) => (status === 'ran' ? check : [])));
  const [old, fresh] = [findingsOf(before, ran(after)), findingsOf(after, ran(before))];
  const keys = (findings: readonly Finding[]): Set<string> => new Set(findings.map(keyOf));
  const [known, kept] = [keys(old), keys(fresh)];
  return {
    came: fresh.filter((finding) => !known.has(keyOf(finding))),
    went: old.filter((finding) => !kept.has(keyOf(finding))),
  };
}

const findingsOf = ({ outcomes }: Verdict, of?: ReadonlySet<string>): Finding[] =>
  outcomes.flatMap((outcome) =>
    outcome.status === 'ran' && (!of || of.has(outcome.check)) ? outcome.findings : [],
  );

const keyOf = ({ rule, span, severity, note }: Finding): string =>
  `${span.start} ${span.end} ${rule} ${severity} ${note}`;
