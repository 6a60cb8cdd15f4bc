import { buffer } from 'node:stream/consumers';
import type { Preview, WordsTestResource } from '../../api/types.js';
import { limits } from '../../domain/limits.js';
import type { ProgramIo } from '../deps.js';
import { post } from './ask.js';
import { type EntryOptions, entriesOf, type Frame, refuseNone, whole, withEntries } from './frame.js';
import { previewReport, testReport } from './show.js';

/** `test`, `preview`: nothing is written. */
export function addTrialCommands({ command, ask, io, width }: Frame): void {
  withEntries(command('test', 'what would be said of a text, by the list and by entries that you give'))
    .argument('<text>', 'or - for standard input')
    .action(async (given: string, options: EntryOptions) => {
      const entries = entriesOf(options);
      await ask(
        options,
        async ({ api, show }) => {
          const text = given === '-' ? (await buffer(io.stdin)).toString() : given;
          const found = await api.json<WordsTestResource>('/test', post({ text, words: entries }));
          await show(found, testReport(text, found, entries, Math.min(width, 100)));
        },
        entries,
      );
    });

  withEntries(
    command(
      'preview',
      'what new entries would have hit among stored comments, and how moderators had decided those',
    ),
  )
    .option('--newest <count>', `comments to read, at most ${limits.previewComments}`, whole, 1000)
    .action(async (options: EntryOptions & { newest: number }) => {
      const entries = entriesOf(options);
      await ask(
        options,
        async ({ api, show }) => {
          refuseNone(entries);
          const done = waiting(io, `reading up to ${options.newest} comments …`);
          const body = post({ words: entries, newest: options.newest });
          const found = await api.json<Preview>('/preview', body).finally(done);
          await show(found, previewReport(options.site, found, entries, width));
        },
        entries,
      );
    });
}

/** A remark on a terminal for as long as something is waited for. */
function waiting(io: ProgramIo, remark: string): () => void {
  if (!io.stderr.isTTY) return () => {};
  io.stderr.write(remark);
  return () => void io.stderr.write('\r\u001b[K');
}
