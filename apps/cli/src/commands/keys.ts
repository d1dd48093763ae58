import type { Command } from 'commander';
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
import { say, listed } from '../terminal/language.ts';
import { mustBe } from './option-values.ts';
import { renderRows, type Column } from '../lists/columns.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

/** `hromada keys …` */
export function keysCommand(): Command {
  return new SpokenCommand('keys')
    .addCommand(keyStatusCommand())
    .addCommand(rotateKeysCommand())
    .addCommand(retireKeyCommand());
}

/** `hromada keys status` */
function keyStatusCommand(): Command {
  return new SpokenCommand('status')
    .about({
      uk: 'які ключі мають служби і скільки ключів даних зашифровано кожним',
      en: 'show which keys the services hold and how many data keys each one wraps',
    })
    .takes('--json', {
      uk: 'друкувати повідомлення GetKeyStatusResponse кожної служби як JSON',
      en: 'print a message GetKeyStatusResponse per service as JSON',
    })
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
  if (wrong.length > 0) throw new Problem(listed({ uk: 'Негаразди:', en: 'Problems found:' }, wrong));
}

function lines({ service, keys, holders, activeKeyId }: KeyStatus): string[] {
  const uses = keys.map((key) => ({ ...key, isActive: key.keyId === activeKeyId }));
  return [service, renderRows(KEY_COLUMNS, uses), renderRows(REPLICA_COLUMNS, holders)];
}

const KEY_COLUMNS: readonly Column<KeyStatus['keys'][number] & { readonly isActive: boolean }>[] = [
  { uk: 'Ключ', en: 'Key', of: ({ keyId }) => keyId },
  { uk: 'Стан', en: 'State', of: ({ isActive, held }) => say(isActive ? ACTIVE : held ? HELD : MISSING) },
  { uk: 'Ключів даних', en: 'Data keys', of: ({ dataKeys }) => dataKeys },
];
const ACTIVE = { uk: 'діє', en: 'active' };
const HELD = { uk: 'є', en: 'held' };
const MISSING = { uk: 'немає', en: 'missing' };

const REPLICA_COLUMNS: readonly Column<KeyStatus['holders'][number]>[] = [
  { uk: 'Репліка', en: 'Replica', of: ({ replica }) => replica },
  { uk: 'Шифрує ключем', en: 'Wraps with', of: ({ activeKeyId }) => activeKeyId },
  { uk: 'Відколи (Київ)', en: 'Since (Kyiv)', of: ({ activeSince }) => activeSince },
  { uk: 'Має ключі', en: 'Holds', of: ({ keyIds }) => keyIds.toSorted() },
];

function problemsOf({ service, keys, holders }: KeyStatus): string[] {
  const lost = keys.filter(({ held, dataKeys }) => !held && dataKeys > 0n);
  const troubled = holders.filter(({ trouble }) => trouble !== '');
  return [
    ...lost.map(({ keyId, dataKeys }) =>
      say({
        uk: `${service}: ключів даних, зашифрованих ключем ${keyId}, якого немає в жодної репліки: ${dataKeys}`,
        en: `${service}: ${dataKeys} data keys are wrapped by ${keyId}, which no replica holds`,
      }),
    ),
    ...troubled.map(({ replica, trouble }) => `${service}, ${replica}: ${trouble}`),
  ];
}

interface RotateOptions {
  readonly home?: string;
  readonly keyId?: string;
  readonly byHand: boolean;
}

const ROTATE_HELP = {
  uk: `
Працює без простою й перешифровує лише ключі даних (по 61 байту), а не самі дані. Для локального запуску робить усе. Інакше
(--by-hand або не локальний запуск) друкує, що зробити з підключеними ключами, чекає, доки служби їх завантажать, і
продовжує. Якщо перервано, виконайте ще раз із тим самим --key-id.
Попередній ключ лишається, доки не виконаєте: hromada keys retire <id>. Дивіться docs/runbooks/rotate-keys.md`,
  en: `
Works without downtime and re-encrypts only the data keys (61 bytes each), not the data. For a local run, it does
everything. Otherwise (--by-hand, or no local run) it prints what to do with the mounted keys, waits until the services
have loaded them, and continues. If interrupted, run it again with the same --key-id.
The former key stays until you run: hromada keys retire <id>. See docs/runbooks/rotate-keys.md`,
};

/** `hromada keys rotate` */
function rotateKeysCommand(): Command {
  return new SpokenCommand('rotate')
    .about({
      uk: 'перешифровує всі ключі даних новим ключем, без простою',
      en: 'rewrap all data keys with a new key, without downtime',
    })
    .takes('--key-id <id>', keyIdOption, {
      uk: 'назва нового ключа (типово: поточний час)',
      en: 'id of the new key (default: the current time)',
    })
    .takes('--by-hand', {
      uk: 'друкувати кроки для ключів, якими керують деінде, і чекати',
      en: 'print the steps for keys managed elsewhere, and wait',
    })
    .explains(ROTATE_HELP)
    .action((_: unknown, command: Command) =>
      withConnection(command, (connection) => rotateKeys(connection, command.optsWithGlobals<RotateOptions>())),
    );
}

export function keyIdOption(text: string): string {
  if (!isKeyId(text)) throw mustBe({ uk: 'від 1 до 63 знаків a–z, 0–9 і "-"', en: '1 to 63 of a–z, 0–9 and "-"' });
  return text;
}

async function rotateKeys({ encrypting }: Connection, options: RotateOptions): Promise<void> {
  const { home, byHand, keyId = usualId(new Date()) } = options;
  const local = byHand ? undefined : localKeyFolders(home);
  const progress = createProgress();
  print({
    uk: `Новий ключ: ${keyId}. Якщо перервано, виконайте: ./hromada keys rotate --key-id ${keyId}`,
    en: `The new key is ${keyId}. If interrupted, run: ./hromada keys rotate --key-id ${keyId}`,
  });
  const last = await rotate({
    services: encrypting,
    folders: local ?? foldersByHand(print),
    keyId,
    tell: print,
    onProgress: (statuses) => progress.update(left(statuses)),
  });
  progress.done();
  print({ uk: `Усі ключі даних зашифровано ключем ${keyId}.`, en: `All data keys are wrapped by ${keyId}.` });
  for (const former of formerKeys(last))
    print({
      uk: `Більше не потрібен; за хвилину виконайте: ./hromada keys retire ${former}`,
      en: `No longer needed; in a minute, run: ./hromada keys retire ${former}`,
    });
}

/** "2026-11-25-1205", UTC */
function usualId(now: Date): string {
  return now.toISOString().slice(0, 16).replace('T', '-').replace(':', '');
}

function left(statuses: readonly KeyStatus[]): string {
  return statuses
    .map((status) =>
      say({
        uk: `${status.service}: лишилося ${whole(leftOver(status))}`,
        en: `${status.service}: ${whole(leftOver(status))} left`,
      }),
    )
    .join(' · ');
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

const RETIRE_HELP = {
  uk: `
Не виконується, доки ключ десь діє, доки ним зашифровано якийсь ключ даних, і ще хвилину після того, як почав діяти інший
ключ. Без копії цього ключа резервні копії, яким він потрібен, уже не прочитати: docs/runbooks/rotate-keys.md`,
  en: `
Fails while the key is active anywhere, while a data key is wrapped by it, and for a minute after another key became
active. Without a copy of the key, backups that need it can never be read again: docs/runbooks/rotate-keys.md`,
};

/** `hromada keys retire` */
function retireKeyCommand(): Command {
  return new SpokenCommand('retire')
    .about({ uk: 'остаточно вилучає попередній ключ', en: 'remove a former key permanently' })
    .names('<key-id>', keyIdOption, { uk: 'назва з hromada keys status', en: 'id shown by hromada keys status' })
    .takes('--by-hand', {
      uk: 'друкувати кроки для ключів, якими керують деінде, і чекати',
      en: 'print the steps for keys managed elsewhere, and wait',
    })
    .explains(RETIRE_HELP)
    .action((keyId: string, _: unknown, command: Command) =>
      withConnection(command, (connection) => retireKey(connection, keyId, command.optsWithGlobals<RetireOptions>())),
    );
}

async function retireKey({ encrypting }: Connection, keyId: string, { home, byHand }: RetireOptions): Promise<void> {
  const local = byHand ? undefined : localKeyFolders(home);
  const services = await retire(encrypting, local ?? foldersByHand(print), keyId);
  print({
    uk: `Ключ ${keyId} вилучено з ${services.join(', ')}.`,
    en: `Removed key ${keyId} from ${services.join(', ')}.`,
  });
}
