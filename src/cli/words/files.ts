import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import type { ChangedWords, SiteWords } from '../../api/types.js';
import { DecorumError } from '../../domain/errors.js';
import type { ProgramIo } from '../deps.js';
import { fileOutput } from '../score/output.js';
import { type Frame, type SiteOptions, versionQuery, whole } from './frame.js';
import { changeReport } from './show.js';

/** `import`, `export`. */
export function addFileCommands({ command, ask, io }: Frame): void {
  command('import', 'add the entries of a CSV file (list, phrase, severity, note), or make them the list')
    .argument('<file>', 'or - for standard input')
    .option('--replace', 'what stands and is not in the file goes')
    .action((file: string, options: SiteOptions & { replace?: true }) =>
      ask(options, async ({ api, show }) => {
        const body = await bytesOf(file, io);
        const below = `/import?mode=${options.replace ? 'replace' : 'add'}`;
        const changed = await api.json<ChangedWords>(below, {
          ...{ method: 'POST', body, type: 'text/csv', once: true },
        });
        await show(changed, changeReport(changed));
      }),
    );

  command('export', 'write the entries as CSV')
    .option('--out <file>', 'write to a file, which appears when it is whole')
    .option('--at <version>', 'as they stood at a version', whole)
    .action((options: SiteOptions & { out?: string; at?: number }) =>
      ask(options, async ({ api, show }) => {
        if (options.json) return show(await api.json<SiteWords>(versionQuery(options.at)), '');
        const file = await api.text(`/export${versionQuery(options.at)}`);
        if (options.out === undefined || options.out === '-') return show(undefined, file);
        const out = await fileOutput(options.out, []);
        await out.write(file);
        await out.close(true);
      }),
    );
}

async function bytesOf(file: string, io: ProgramIo): Promise<Buffer> {
  if (file === '-') return buffer(io.stdin);
  return readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new DecorumError('invalid', `${file}: cannot be read (${error.code})`);
  });
}
