import type { Command } from 'commander';
import type { ProgramDeps, ProgramIo } from './deps.js';
import { addFileCommands } from './words/files.js';
import { createFrame } from './words/frame.js';
import { addListCommands } from './words/lists.js';
import { addTrialCommands } from './words/trials.js';

const afterHelp = `
A site's own words count for its comments alone: what is on its deny list is a finding of the profanity check, what is
on its allow list is none. An entry is a word, a phrase, or a pattern with * for any letters; quote it, or the shell
reads the *. Running workers go by a change within 2 seconds; verdicts that stand stay as they are.

  npm run decorum -- words preview --site herald --deny 'frack*'       what it would have hit, and how you had decided
  npm run decorum -- words add --site herald --deny 'frack*' --severity mild --note 'asked for by the desk'
  npm run decorum -- words test --site herald 'What the frack?'
  npm run decorum -- words list --site herald
  npm run decorum -- words remove --site herald 'frack*'
  npm run -s decorum -- words export --site herald > words.csv
  npm run decorum -- words import --site gazette words.csv
  npm run decorum -- words history --site herald
  npm run decorum -- words restore --site herald 3

They ask the running Decorum at DECORUM_URL (default: the local one) with DECORUM_KEY. Reading, test and preview need a
key with the scope moderate, changes one with lead. Exit code: 0 done, 2 entries were refused (nothing was written),
1 cannot run.`;

/** `decorum words`: a site's own allow and deny lists, in a running Decorum. */
export function addWordsCommand(program: Command, deps: ProgramDeps, io: ProgramIo): void {
  const words = program
    .command('words')
    .description("a site's own allow and deny lists")
    .addHelpText('after', afterHelp);
  const frame = createFrame(words, deps, io);
  addListCommands(frame);
  addFileCommands(frame);
  addTrialCommands(frame);
}
