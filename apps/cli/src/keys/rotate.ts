import type { KeyFolders } from './key-folders.ts';
import { awaitStatuses, type KeyStatus, type EncryptingService } from './key-statuses.ts';
import { say } from '../terminal/language.ts';

export interface Rotation {
  readonly services: readonly EncryptingService[];
  readonly folders: KeyFolders;
  readonly keyId: string;
  readonly tell: (line: string) => void;
  /** Called every second while data keys are rewrapped. */
  readonly onProgress: (statuses: readonly KeyStatus[]) => void;
}

/**
 * Rewraps all data keys of the running services with a new key. No replica may wrap with a key that another one does not
 * have, so the key becomes active only after all have loaded it. If interrupted, repeat it with the same id.
 * Resolves to the last statuses; rejects with a Problem when the services do not load the change.
 */
export async function rotate({ services, folders, keyId, tell, onProgress }: Rotation): Promise<KeyStatus[]> {
  const { withinMs } = folders;
  for (const { name } of services) folders.add(name, keyId);
  await awaitStatuses(services, {
    what: say({ uk: `усі репліки знатимуть ключ ${keyId}`, en: `all replicas know the key ${keyId}` }),
    isDone: isKnown(keyId),
    withinMs,
  });
  tell(say({ uk: `Усі репліки знають ключ ${keyId}.`, en: `All replicas know the key ${keyId}.` }));
  for (const { name } of services) folders.activate(name, keyId);
  await awaitStatuses(services, {
    what: say({
      uk: `усі репліки шифруватимуть нові ключі даних ключем ${keyId}`,
      en: `all replicas wrap new data keys with ${keyId}`,
    }),
    isDone: isActive(keyId),
    withinMs,
  });
  tell(
    say({
      uk: `Усі репліки шифрують нові ключі даних ключем ${keyId}.`,
      en: `All replicas wrap new data keys with ${keyId}.`,
    }),
  );
  return awaitStatuses(services, {
    what: say({ uk: 'усі ключі даних буде зашифровано ним', en: 'all data keys are wrapped by it' }),
    isDone: (status) => isActive(keyId)(status) && leftOver(status) === 0,
    onLook: onProgress,
  });
}

/** Data keys wrapped by a former key. Excludes those whose wrapping key is missing: they need that key first. */
export function leftOver({ activeKeyId, keys }: KeyStatus): number {
  const former = keys.filter(({ held, keyId }) => held && keyId !== activeKeyId);
  return former.reduce((sum, { dataKeys }) => sum + Number(dataKeys), 0);
}

function isKnown(keyId: string) {
  return ({ holders }: KeyStatus): boolean =>
    holders.length > 0 && holders.every(({ keyIds }) => keyIds.includes(keyId));
}

function isActive(keyId: string) {
  return ({ holders }: KeyStatus): boolean =>
    holders.length > 0 && holders.every(({ activeKeyId }) => activeKeyId === keyId);
}
