import { Problem } from '../terminal/problem.ts';
import type { KeyFolders } from './key-folders.ts';
import { awaitStatuses, keyStatuses, type KeyStatus, type EncryptingService } from './key-statuses.ts';
import { say, listed } from '../terminal/language.ts';

/** Data encrypted just before another key became active may be written this much later. */
const LAST_WRITES_MS = 60_000;

/**
 * Removes a key from the services that hold it. Rejects with a Problem, without any change, when the key is still needed
 * anywhere. Resolves to the services that held it.
 */
export async function retire(
  services: readonly EncryptingService[],
  folders: KeyFolders,
  keyId: string,
  now = Date.now(),
): Promise<string[]> {
  const statuses = await keyStatuses(services);
  const holding = statuses.filter((status) => knows(status, keyId));
  if (holding.length === 0)
    throw new Problem({ uk: `Жодна служба не має ключа ${keyId}.`, en: `No service holds a key ${keyId}.` });
  const reasons = holding.flatMap((status) =>
    reasonsToKeep(status, keyId, now).map((why) => `${status.service}: ${why}`),
  );
  if (reasons.length > 0)
    throw new Problem(listed({ uk: `Ключ ${keyId} ще потрібен:`, en: `The key ${keyId} is still needed:` }, reasons));
  const names = holding.map(({ service }) => service);
  for (const name of names) folders.remove(name, keyId);
  await awaitStatuses(
    services.filter(({ name }) => names.includes(name)),
    {
      what: say({ uk: `жодна репліка не матиме ключа ${keyId}`, en: `no replica holds the key ${keyId}` }),
      isDone: (status) => !knows(status, keyId),
      withinMs: folders.withinMs,
    },
  );
  return names;
}

function knows({ keys, holders }: KeyStatus, keyId: string): boolean {
  const isHeld = keys.some((key) => key.keyId === keyId && (key.held || key.dataKeys > 0n));
  return isHeld || holders.some(({ keyIds }) => keyIds.includes(keyId));
}

function reasonsToKeep({ keys, holders }: KeyStatus, keyId: string, now: number): string[] {
  const dataKeys = keys.find((key) => key.keyId === keyId)?.dataKeys ?? 0n;
  const active = holders.filter(({ activeKeyId }) => activeKeyId === keyId);
  const fresh = holders.filter(({ activeSince }) => now - (activeSince?.getTime() ?? 0) < LAST_WRITES_MS);
  return [
    ...active.map(({ replica }) => say({ uk: `він діє в ${replica}`, en: `it is active at ${replica}` })),
    ...(dataKeys > 0n
      ? [say({ uk: `ним зашифровано ключів даних: ${dataKeys}`, en: `${dataKeys} data keys are wrapped by it` })]
      : []),
    ...(active.length === 0 && fresh.length > 0
      ? [
          say({
            uk: 'інший ключ діє менше хвилини: ще може надійти запис даних, зашифрованих раніше',
            en: 'another key has been active for less than a minute: data encrypted before may still be written',
          }),
        ]
      : []),
  ];
}
