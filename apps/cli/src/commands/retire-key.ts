import { Command } from 'commander';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { foldersByHand, localKeyFolders } from '../keys/key-folders.ts';
import { retire } from '../keys/retire.ts';
import { print } from '../terminal/print.ts';
import { keyIdOption } from './rotate-keys.ts';

interface Options {
  readonly home?: string;
  readonly byHand: boolean;
}

const HELP = `
Refused while it is the active one anywhere, while a data key is wrapped by it, and for a minute after another one became
active. What a backup holds under it can never be read again without a copy of it: docs/runbooks/rotate-keys.md`;

/** `hromada keys retire` */
export function retireKeyCommand(): Command {
  return new Command('retire')
    .description('take a former key away, for good')
    .argument('<key-id>', 'as hromada keys status shows it', keyIdOption)
    .option('--by-hand', 'the keys come from elsewhere: say what is to be done, and wait', false)
    .addHelpText('after', HELP)
    .action((keyId: string, _: unknown, command: Command) =>
      withConnection(command, (connection) => retireKey(connection, keyId, command.optsWithGlobals<Options>())),
    );
}

async function retireKey({ sealing }: Connection, keyId: string, { home, byHand }: Options): Promise<void> {
  const local = byHand ? undefined : localKeyFolders(home);
  const services = await retire(sealing, local ?? foldersByHand(print), keyId);
  print(`The key ${keyId} is gone from ${services.join(', ')}.`);
}
