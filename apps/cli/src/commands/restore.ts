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
The state folder (--home) must be empty or missing. The next start recovers the databases, begins a new epoch of each
ledger, and refills the streams. Then run: hromada reconcile. See docs/runbooks/restore.md.`;

/** `hromada restore` */
export function restoreCommand(): Command {
  return new Command('restore')
    .description('restore the state of a local run from a backup')
    .argument('<folder>', 'folder that hromada backup wrote')
    .option('--keys <folder>', 'folder of the keys, if they are not in the backup')
    .addHelpText('after', HELP)
    .action((folder: string, _: unknown, command: Command) => restore(folder, command.optsWithGlobals<Options>()));
}

function restore(folder: string, { home, keys }: Options): void {
  const root = stateRoot(home === undefined ? process.env : { ...process.env, SAFE_COMMUNITY_HOME: home });
  restoreState(root, resolve(folder), keys === undefined ? {} : { keysFrom: resolve(keys) });
  markRestored(root, new Date());
  print(`Restored to ${root.dir}. Start it (npm start, or hromada up), then run: hromada reconcile.`);
}
