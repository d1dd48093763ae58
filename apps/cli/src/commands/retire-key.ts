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
Fails while the key is active anywhere, while a data key is wrapped by it, and for a minute after another key became
active. Without a copy of the key, backups that need it can never be read again: docs/runbooks/rotate-keys.md`;

/** `hromada keys retire` */
export function retireKeyCommand(): Command {
  return new Command('retire')
    .description('remove a former key permanently')
    .argument('<key-id>', 'id shown by hromada keys status', keyIdOption)
    .option('--by-hand', 'print the steps for keys managed elsewhere, and wait', false)
    .addHelpText('after', HELP)
    .action((keyId: string, _: unknown, command: Command) =>
      withConnection(command, (connection) => retireKey(connection, keyId, command.optsWithGlobals<Options>())),
    );
}

async function retireKey({ encrypting }: Connection, keyId: string, { home, byHand }: Options): Promise<void> {
  const local = byHand ? undefined : localKeyFolders(home);
  const services = await retire(encrypting, local ?? foldersByHand(print), keyId);
  print(`Removed key ${keyId} from ${services.join(', ')}.`);
}
