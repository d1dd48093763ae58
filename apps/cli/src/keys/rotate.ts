import type { KeyFolders } from './key-folders.ts';
import { awaitStatuses, type KeyStatus, type SealingService } from './key-statuses.ts';

export interface Rotation {
  readonly services: readonly SealingService[];
  readonly folders: KeyFolders;
  readonly keyId: string;
  readonly say: (line: string) => void;
  /** Told each second, while data keys are wrapped anew. */
  readonly onProgress: (statuses: readonly KeyStatus[]) => void;
}

/**
 * Brings all data keys of the services under a new key, while they work. No replica may wrap by a key that another one
 * does not know, so it becomes the active one only when all of them have it. Cut off, it is repeated with the same id.
 * Resolves to the last look; rejects with a Problem when the services do not see what was done.
 */
export async function rotate({ services, folders, keyId, say, onProgress }: Rotation): Promise<KeyStatus[]> {
  const { withinMs } = folders;
  for (const { name } of services) folders.add(name, keyId);
  await awaitStatuses(services, { what: `all replicas know the key ${keyId}`, isDone: isKnown(keyId), withinMs });
  say(`All replicas know the key ${keyId}.`);
  for (const { name } of services) folders.activate(name, keyId);
  await awaitStatuses(services, {
    what: `all replicas wrap new data keys by ${keyId}`,
    isDone: isActive(keyId),
    withinMs,
  });
  say(`All replicas wrap new data keys by ${keyId}.`);
  return awaitStatuses(services, {
    what: 'all data keys are wrapped by it',
    isDone: (status) => isActive(keyId)(status) && leftOver(status) === 0,
    onLook: onProgress,
  });
}

/** Data keys under another key than the active one; those under a key that is lost wait for somebody who has it. */
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
