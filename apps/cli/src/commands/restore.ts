import { resolve } from 'node:path';
import { Command } from 'commander';
import { restoreState, stateRoot } from '@safe-community/local-stack';
import { print } from '../terminal/print.ts';
import { markRestored } from '../up/restored.ts';

interface Options {
  readonly home?: string;
  readonly keys?: string;
}

const HELP = `
The state folder (--home) has to be empty or missing. The next start recovers the databases, begins another epoch of each
ledger and fills up the streams; then: hromada reconcile. docs/runbooks/restore.md.`;

/** `hromada restore` */
export function restoreCommand(): Command {
  return new Command('restore')
    .description('make the state of a local run from a backup')
    .argument('<folder>', 'what hromada backup made')
    .option('--keys <folder>', 'where the keys are when they are not in the backup')
    .addHelpText('after', HELP)
    .action((folder: string, _: unknown, command: Command) => restore(folder, command.optsWithGlobals<Options>()));
}

function restore(folder: string, { home, keys }: Options): void {
  const root = stateRoot(home === undefined ? process.env : { ...process.env, SAFE_COMMUNITY_HOME: home });
  restoreState(root, resolve(folder), keys === undefined ? {} : { keysFrom: resolve(keys) });
  markRestored(root, new Date());
  print(`The state is in ${root.dir}. Start it (npm start, or hromada up), then: hromada reconcile.`);
}
