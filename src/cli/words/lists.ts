import type {
  AddedWords,
  ChangedWords,
  SiteWord,
  SiteWords,
  WordsVersionsResource,
} from '../../api/types.js';
import { DecorumError } from '../../domain/errors.js';
import { post } from './ask.js';
import {
  type EntryOptions,
  entriesOf,
  type Frame,
  refuseNone,
  type SiteOptions,
  versionQuery,
  whole,
  withEntries,
} from './frame.js';
import { changeReport, historyTable, listHeading, quoted, wordsTable } from './show.js';

/** `list`, `add`, `remove`, `history`, `restore`. */
export function addListCommands({ command, ask, width }: Frame): void {
  command('list', 'show the entries')
    .option('--at <version>', 'as they stood at a version', whole)
    .action((options: SiteOptions & { at?: number }) =>
      ask(options, async ({ api, show, remark }) => {
        const list = await api.json<SiteWords>(versionQuery(options.at));
        await show(list, list.words.length === 0 ? '' : wordsTable(list.words, width));
        remark(listHeading(list));
      }),
    );

  withEntries(command('add', 'add entries: all, or none when one is refused')).action(
    async (options: EntryOptions) => {
      const entries = entriesOf(options);
      await ask(
        options,
        async ({ api, show, remark }) => {
          refuseNone(entries);
          const added = await api.json<AddedWords>('', { ...post({ words: entries }), once: true });
          await show(added, wordsTable(added.words, width));
          remark(`${added.site}: version ${added.version}`);
        },
        entries,
      );
    },
  );

  command('remove', 'take entries off')
    .argument('<entries...>', 'ids or phrases, as list shows them')
    .action((named: string[], options: SiteOptions) =>
      ask(options, async ({ api, show }) => {
        const { words } = await api.json<SiteWords>('');
        const removed = [...new Set(named.map((name) => found(words, name, options.site)))];
        // Each told when it is done: what goes wrong with a later one must not hide it.
        for (const word of removed) {
          await api.json(`/${encodeURIComponent(word.id)}`, { method: 'DELETE', once: true });
          await show(
            { removed: word },
            `removed  ${word.id}  ${word.list.padEnd(5)}  ${quoted(word.phrase)}\n`,
          );
        }
      }),
    );

  command('history', 'show the versions that are kept').action((options: SiteOptions) =>
    ask(options, async ({ api, show, remark }) => {
      const kept = await api.json<WordsVersionsResource>('/versions');
      const none = kept.versions.length === 0;
      await show(kept, none ? '' : historyTable(kept.versions, width));
      if (none) remark(`${options.site}: nothing was ever written`);
    }),
  );

  command('restore', 'make the list what it was at a version')
    .argument('<version>', 'as history shows it', whole)
    .action((version: number, options: SiteOptions) =>
      ask(options, async ({ api, show }) => {
        const changed = await api.json<ChangedWords>('/restore', { ...post({ version }), once: true });
        await show(changed, changeReport(changed));
      }),
    );
}

/** The entry of this id, else of this phrase. */
function found(words: readonly SiteWord[], name: string, site: string): SiteWord {
  const plain = name.trim().toLowerCase();
  const one =
    words.find(({ id }) => id === name) ?? words.find(({ phrase }) => phrase.toLowerCase() === plain);
  if (!one) throw new DecorumError('not_found', `no entry of ${site} has the id or phrase ${name}`);
  return one;
}
