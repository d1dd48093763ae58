import { resolve } from 'node:path';
import type { Command } from 'commander';
import { stateRoot } from '@safe-community/local-stack/state';
import { print } from '../terminal/print.ts';
import { markRestored } from '../up/restored.ts';
import { SpokenCommand } from '../terminal/spoken-command.ts';

interface Options {
  readonly home?: string;
  readonly keys?: string;
}

const HELP = {
  uk: `
Копіює локальний запуск, працює він чи зупинений: усі бази даних станом на одну мить, сертифікати, паролі, клієнтів і
ключі персональних даних. Потоків у копії немає: їх наповнюють із журналів.
Без ключів персональних даних у копії не прочитає ніхто. З ними їх прочитає кожен, хто має копію.
--keys записує ключі до окремої теки: зберігайте обидві, у різних місцях. Дивіться docs/runbooks/restore.md.`,
  en: `
Backs up a local run, running or stopped: all databases as of one moment, certificates, passwords, callers, and the keys
of the personal data. Streams are not included: they are refilled from the ledgers.
Without the keys, nobody can ever read the personal data in the backup. With them, anyone who has the backup can.
--keys writes them to a separate folder: keep both, in different places. See docs/runbooks/restore.md.`,
};

/** `hromada backup` */
export function backupCommand(): Command {
  return new SpokenCommand('backup')
    .names('<folder>', { uk: 'буде створено, якщо її немає', en: 'created if it does not exist' })
    .takes('--keys <folder>', {
      uk: 'записати ключі туди, а не до копії',
      en: 'write the keys there instead of into the backup',
    })
    .explains(HELP)
    .action((folder: string, _: unknown, command: Command) => backup(folder, command.optsWithGlobals<Options>()));
}

async function backup(folder: string, { home, keys }: Options): Promise<void> {
  const root = stateRoot(home === undefined ? process.env : { ...process.env, SAFE_COMMUNITY_HOME: home });
  const to = resolve(folder);
  const { backupState } = await import('@safe-community/local-stack');
  const { isOnline } = await backupState(root, to, keys === undefined ? {} : { keysTo: resolve(keys) });
  print({
    uk: `Стан ${root.dir} скопійовано до ${to} (${isOnline ? 'працює' : 'зупинено'}).`,
    en: `Backed up ${root.dir} to ${to} (${isOnline ? 'running' : 'stopped'}).`,
  });
  if (keys === undefined)
    print({
      uk: 'У копії є ключі персональних даних: зберігайте її там, де її не прочитає ніхто інший.',
      en: 'The backup contains the keys of the personal data: keep it where nobody else can read it.',
    });
  else
    print({
      uk: `Ключі в ${resolve(keys)}. Без них персональних даних у копії не прочитає ніхто.`,
      en: `The keys are in ${resolve(keys)}. Without them, nobody can ever read the personal data in the backup.`,
    });
}

interface RestoreOptions {
  readonly home?: string;
  readonly keys?: string;
}

const RESTORE_HELP = {
  uk: `
Тека стану (--home) має бути порожньою або відсутньою. Наступний запуск відновить бази даних, почне нову епоху кожного
журналу й наповнить потоки. Потім виконайте: hromada reconcile. Дивіться docs/runbooks/restore.md.`,
  en: `
The state folder (--home) must be empty or missing. The next start recovers the databases, begins a new epoch of each
ledger, and refills the streams. Then run: hromada reconcile. See docs/runbooks/restore.md.`,
};

/** `hromada restore` */
export function restoreCommand(): Command {
  return new SpokenCommand('restore')
    .names('<folder>', { uk: 'тека, яку записала команда hromada backup', en: 'folder that hromada backup wrote' })
    .takes('--keys <folder>', {
      uk: 'тека ключів, якщо їх немає в копії',
      en: 'folder of the keys, if they are not in the backup',
    })
    .explains(RESTORE_HELP)
    .action((folder: string, _: unknown, command: Command) =>
      restore(folder, command.optsWithGlobals<RestoreOptions>()),
    );
}

async function restore(folder: string, { home, keys }: RestoreOptions): Promise<void> {
  const root = stateRoot(home === undefined ? process.env : { ...process.env, SAFE_COMMUNITY_HOME: home });
  const { restoreState } = await import('@safe-community/local-stack');
  restoreState(root, resolve(folder), keys === undefined ? {} : { keysFrom: resolve(keys) });
  markRestored(root, new Date());
  print({
    uk: `Відновлено до ${root.dir}. Запустіть (npm start або hromada up), потім виконайте: hromada reconcile.`,
    en: `Restored to ${root.dir}. Start it (npm start, or hromada up), then run: hromada reconcile.`,
  });
}
