import { resolve } from 'node:path';
import { Command } from 'commander';
import { backupState, stateRoot } from '@safe-community/local-stack';
import { print } from '../terminal/print.ts';

interface Options {
  readonly home?: string;
  readonly keys?: string;
}

const HELP = `
Of a local run, while it works or while it is stopped: all databases as of one moment, certificates, passwords, callers,
and the keys of the personal data. Streams are not in it: they are filled up from the ledgers.
Without the keys the personal data in a backup can never be read again; with them whoever has it reads all of it.
--keys puts them into a folder of their own: keep the two apart, and both. docs/runbooks/restore.md.`;

/** `hromada backup` */
export function backupCommand(): Command {
  return new Command('backup')
    .description('copy the state of a local run into an empty folder')
    .argument('<folder>', 'made where it is missing')
    .option('--keys <folder>', 'put the keys there, and not into the backup')
    .addHelpText('after', HELP)
    .action((folder: string, _: unknown, command: Command) => backup(folder, command.optsWithGlobals<Options>()));
}

async function backup(folder: string, { home, keys }: Options): Promise<void> {
  const root = stateRoot(home === undefined ? process.env : { ...process.env, SAFE_COMMUNITY_HOME: home });
  const to = resolve(folder);
  const { isOnline } = await backupState(root, to, keys === undefined ? {} : { keysTo: resolve(keys) });
  print(`${root.dir} is backed up in ${to}, ${isOnline ? 'while it is at work' : 'stopped as it is'}.`);
  if (keys === undefined) print('The keys of the personal data are in it: keep it where nobody else can read it.');
  else print(`The keys are in ${resolve(keys)}: without them nobody can ever read the personal data in the backup.`);
}
