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
Works without downtime and re-encrypts only the data keys (61 bytes each), not the data. For a local run, it does
everything. Otherwise (--by-hand, or no local run) it prints what to do with the mounted keys, waits until the services
have loaded them, and continues. If interrupted, run it again with the same --key-id.
The former key stays until you run: hromada keys retire <id>. See docs/runbooks/rotate-keys.md`;

/** `hromada keys rotate` */
export function rotateKeysCommand(): Command {
  return new Command('rotate')
    .description('rewrap all data keys with a new key, without downtime')
    .option('--key-id <id>', 'id of the new key (default: the current time)', keyIdOption)
    .option('--by-hand', 'print the steps for keys managed elsewhere, and wait', false)
    .addHelpText('after', HELP)
    .action((_: unknown, command: Command) =>
      withConnection(command, (connection) => rotateKeys(connection, command.optsWithGlobals<Options>())),
    );
}

export function keyIdOption(text: string): string {
  if (!isKeyId(text)) throw new InvalidArgumentError('It must be 1 to 63 of a–z, 0–9 and "-".');
  return text;
}

async function rotateKeys({ encrypting }: Connection, options: Options): Promise<void> {
  const { home, byHand, keyId = usualId(new Date()) } = options;
  const local = byHand ? undefined : localKeyFolders(home);
  const progress = createProgress();
  print(`The new key is ${keyId}. If interrupted, run: npx hromada keys rotate --key-id ${keyId}`);
  const last = await rotate({
    services: encrypting,
    folders: local ?? foldersByHand(print),
    keyId,
    say: print,
    onProgress: (statuses) => progress.update(left(statuses)),
  });
  progress.done();
  print(`All data keys are wrapped by ${keyId}.`);
  for (const former of formerKeys(last)) print(`No longer needed; in a minute, run: npx hromada keys retire ${former}`);
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
