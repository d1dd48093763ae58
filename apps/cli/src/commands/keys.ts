import { Command, InvalidArgumentError } from 'commander';
import { GetKeyStatusResponse } from '@safe-community/contracts/keys/v1/key_service.ts';
import { isKeyId } from '@safe-community/security/encryption';
import type { Connection } from '../connection/connect-services.ts';
import { withConnection } from '../connection/with-connection.ts';
import { foldersByHand, localKeyFolders } from '../keys/key-folders.ts';
import { keyStatuses, type KeyStatus } from '../keys/key-statuses.ts';
import { retire } from '../keys/retire.ts';
import { leftOver, rotate } from '../keys/rotate.ts';
import { whole } from '../scorecard/numbers.ts';
import { print, printJson, printText } from '../terminal/print.ts';
import { Problem } from '../terminal/problem.ts';
import { createProgress } from '../terminal/progress.ts';
import { renderTable } from '../terminal/table.ts';
import { kyivTime } from '../time/show-time.ts';

/** `hromada keys …` */
export function keysCommand(): Command {
  return new Command('keys')
    .addCommand(keyStatusCommand())
    .addCommand(rotateKeysCommand())
    .addCommand(retireKeyCommand());
}

/** `hromada keys status` */
function keyStatusCommand(): Command {
  return new Command('status')
    .description('show which keys the services hold and how many data keys each one wraps')
    .option('--json', 'print a message GetKeyStatusResponse per service as JSON', false)
    .action(({ json }: { json: boolean }, command: Command) =>
      withConnection(command, (connection) => showStatus(connection, json)),
    );
}

async function showStatus({ encrypting }: Connection, json: boolean): Promise<void> {
  const statuses = await keyStatuses(encrypting);
  if (json) {
    printJson(Object.fromEntries(statuses.map((status) => [status.service, GetKeyStatusResponse.toJSON(status)])));
  } else {
    for (const status of statuses) printText(lines(status).join('\n'));
  }
  const wrong = statuses.flatMap(problemsOf);
  if (wrong.length > 0) throw new Problem(['Problems found:', ...wrong].join('\n  '));
}

function lines({ service, keys, holders, activeKeyId }: KeyStatus): string[] {
  const uses = keys.map(({ keyId, held, dataKeys }) => [
    keyId,
    keyId === activeKeyId ? 'active' : held ? 'held' : 'missing',
    whole(dataKeys),
  ]);
  const replicas = holders.map((holder) => [
    holder.replica,
    holder.activeKeyId,
    kyivTime(holder.activeSince),
    holder.keyIds.toSorted().join(', '),
  ]);
  return [service, renderTable(KEY_COLUMNS, uses), renderTable(REPLICA_COLUMNS, replicas)];
}

const KEY_COLUMNS = [{ heading: 'Key' }, { heading: 'State' }, { heading: 'Data keys', align: 'right' }] as const;
const REPLICA_COLUMNS = [
  { heading: 'Replica' },
  { heading: 'Wraps with' },
  { heading: 'Since (Kyiv)' },
  { heading: 'Holds' },
] as const;

function problemsOf({ service, keys, holders }: KeyStatus): string[] {
  const lost = keys.filter(({ held, dataKeys }) => !held && dataKeys > 0n);
  const troubled = holders.filter(({ trouble }) => trouble !== '');
  return [
    ...lost.map(
      ({ keyId, dataKeys }) => `${service}: ${dataKeys} data keys are wrapped by ${keyId}, which no replica holds`,
    ),
    ...troubled.map(({ replica, trouble }) => `${service} at ${replica}: ${trouble}`),
  ];
}

interface RotateOptions {
  readonly home?: string;
  readonly keyId?: string;
  readonly byHand: boolean;
}

const ROTATE_HELP = `
Works without downtime and re-encrypts only the data keys (61 bytes each), not the data. For a local run, it does
everything. Otherwise (--by-hand, or no local run) it prints what to do with the mounted keys, waits until the services
have loaded them, and continues. If interrupted, run it again with the same --key-id.
The former key stays until you run: hromada keys retire <id>. See docs/runbooks/rotate-keys.md`;

/** `hromada keys rotate` */
function rotateKeysCommand(): Command {
  return new Command('rotate')
    .description('rewrap all data keys with a new key, without downtime')
    .option('--key-id <id>', 'id of the new key (default: the current time)', keyIdOption)
    .option('--by-hand', 'print the steps for keys managed elsewhere, and wait', false)
    .addHelpText('after', ROTATE_HELP)
    .action((_: unknown, command: Command) =>
      withConnection(command, (connection) => rotateKeys(connection, command.optsWithGlobals<RotateOptions>())),
    );
}

export function keyIdOption(text: string): string {
  if (!isKeyId(text)) throw new InvalidArgumentError('It must be 1 to 63 of a–z, 0–9 and "-".');
  return text;
}

async function rotateKeys({ encrypting }: Connection, options: RotateOptions): Promise<void> {
  const { home, byHand, keyId = usualId(new Date()) } = options;
  const local = byHand ? undefined : localKeyFolders(home);
  const progress = createProgress();
  print(`The new key is ${keyId}. If interrupted, run: ./hromada keys rotate --key-id ${keyId}`);
  const last = await rotate({
    services: encrypting,
    folders: local ?? foldersByHand(print),
    keyId,
    say: print,
    onProgress: (statuses) => progress.update(left(statuses)),
  });
  progress.done();
  print(`All data keys are wrapped by ${keyId}.`);
  for (const former of formerKeys(last)) print(`No longer needed; in a minute, run: ./hromada keys retire ${former}`);
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

interface RetireOptions {
  readonly home?: string;
  readonly byHand: boolean;
}

const RETIRE_HELP = `
Fails while the key is active anywhere, while a data key is wrapped by it, and for a minute after another key became
active. Without a copy of the key, backups that need it can never be read again: docs/runbooks/rotate-keys.md`;

/** `hromada keys retire` */
function retireKeyCommand(): Command {
  return new Command('retire')
    .description('remove a former key permanently')
    .argument('<key-id>', 'id shown by hromada keys status', keyIdOption)
    .option('--by-hand', 'print the steps for keys managed elsewhere, and wait', false)
    .addHelpText('after', RETIRE_HELP)
    .action((keyId: string, _: unknown, command: Command) =>
      withConnection(command, (connection) => retireKey(connection, keyId, command.optsWithGlobals<RetireOptions>())),
    );
}

async function retireKey({ encrypting }: Connection, keyId: string, { home, byHand }: RetireOptions): Promise<void> {
  const local = byHand ? undefined : localKeyFolders(home);
  const services = await retire(encrypting, local ?? foldersByHand(print), keyId);
  print(`Removed key ${keyId} from ${services.join(', ')}.`);
}
