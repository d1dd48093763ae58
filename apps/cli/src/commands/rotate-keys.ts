import { Command, InvalidArgumentError } from 'commander';
import { isKeyId } from '@safe-community/security/encryption';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { foldersByHand, localKeyFolders } from '../keys/key-folders.ts';
import type { KeyStatus } from '../keys/key-statuses.ts';
import { leftOver, rotate } from '../keys/rotate.ts';
import { whole } from '../scorecard/numbers.ts';
import { print } from '../terminal/print.ts';
import { createProgress } from '../terminal/progress.ts';

interface Options {
  readonly home?: string;
  readonly keyId?: string;
  readonly byHand: boolean;
}

const HELP = `
Nothing stops meanwhile, and no data is encrypted anew: only the data keys are, each 61 bytes. In a local run all of it
is done. Elsewhere (--by-hand, or where there is no local run) it says what is to be done to the mounted keys, waits
until the services have seen it, and then goes on. Cut off, it is repeated with the same --key-id.
The former key stays until: hromada keys retire <id>. docs/runbooks/rotate-keys.md`;

/** `hromada keys rotate` */
export function rotateKeysCommand(): Command {
  return new Command('rotate')
    .description('bring all data keys under a new key, without a stop')
    .option('--key-id <id>', 'what the new key is called (default: after this moment)', keyIdOption)
    .option('--by-hand', 'the keys come from elsewhere: say what is to be done, and wait', false)
    .addHelpText('after', HELP)
    .action((_: unknown, command: Command) =>
      withConnection(command, (connection) => rotateKeys(connection, command.optsWithGlobals<Options>())),
    );
}

export function keyIdOption(text: string): string {
  if (!isKeyId(text)) throw new InvalidArgumentError('It must be 1 to 63 of a–z, 0–9 and "-".');
  return text;
}

async function rotateKeys({ sealing }: Connection, options: Options): Promise<void> {
  const { home, byHand, keyId = usualId(new Date()) } = options;
  const local = byHand ? undefined : localKeyFolders(home);
  const progress = createProgress();
  print(`The new key is ${keyId}. If this is cut off: npx hromada keys rotate --key-id ${keyId}`);
  const last = await rotate({
    services: sealing,
    folders: local ?? foldersByHand(print),
    keyId,
    say: print,
    onProgress: (statuses) => progress.update(left(statuses)),
  });
  progress.done();
  print(`All data keys are wrapped by ${keyId}.`);
  for (const former of formerKeys(last)) print(`No longer needed, in a minute: npx hromada keys retire ${former}`);
}

/** "2026-11-25-1205", UTC */
function usualId(now: Date): string {
  return now.toISOString().slice(0, 16).replace('T', '-').replace(':', '');
}

function left(statuses: readonly KeyStatus[]): string {
  return statuses.map((status) => `${status.service}: ${whole(leftOver(status))} left`).join(' · ');
}

function formerKeys(statuses: readonly KeyStatus[]): string[] {
  const former = statuses.flatMap(({ keys, activeKeyId }) =>
    keys.filter(({ held, keyId }) => held && keyId !== activeKeyId).map(({ keyId }) => keyId),
  );
  return [...new Set(former)];
}
