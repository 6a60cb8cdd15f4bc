import { Command } from 'commander';
import { addBridgeCommand } from './bridge.js';
import { addCalibrateCommand } from './calibrate.js';
import { type ProgramDeps, type ProgramIo, startRoles } from './deps.js';
import { orExplain } from './failure.js';
import { addKeysCommand } from './keys.js';
import { addPoliciesCommand } from './policies.js';
import { addScoreCommand } from './score.js';
import { addUsersCommand } from './users.js';
import { addWordsCommand } from './words.js';

const processIo: ProgramIo = {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  exit: (code) => {
    process.exitCode = code;
  },
  onInterrupt: (interrupted) => void process.on('SIGINT', interrupted),
};

export type { OpenKeys, ProgramDeps, ProgramIo, StartRole } from './deps.js';

/** The `decorum` command. Unknown commands and options end with a clear word and exit code 1. */
export function createProgram(deps: ProgramDeps): Command {
  const io = deps.io ?? processIo;
  const program = new Command('decorum')
    .description('Moderates reader comments on your own machines.')
    .version(deps.version, '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .showHelpAfterError('(add --help for what there is)')
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
    });
  // Whoever brings other ends than the process's does not want the process ended.
  if (deps.io) program.exitOverride();
  program
    .command('start')
    .description('run API, page and workers until Ctrl-C; or one of them')
    .argument('[role]', startRoles.join(', '), 'all')
    .action(async (role: string) => {
      const known = startRoles.find((one) => one === role);
      if (!known) program.error(`error: unknown role '${role}': give ${startRoles.join(', ')}`);
      else await orExplain(io, () => deps.start(known));
    });
  addScoreCommand(program, deps, io);
  addKeysCommand(program, deps, io);
  addUsersCommand(program, deps, io);
  addWordsCommand(program, deps, io);
  addPoliciesCommand(program, deps, io);
  addBridgeCommand(program, deps, io);
  addCalibrateCommand(program, deps, io);
  return program;
}
