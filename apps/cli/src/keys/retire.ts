import { Problem } from '../terminal/problem.ts';
import type { KeyFolders } from './key-folders.ts';
import { awaitStatuses, keyStatuses, type KeyStatus, type SealingService } from './key-statuses.ts';

/** What was sealed just before another key became active may only now be written. */
const LAST_WRITES_MS = 60_000;

/**
 * Takes a key away from the services that hold it. Rejects with a Problem, and nothing has changed, when it is still of
 * use anywhere. Resolves to the services that held it.
 */
export async function retire(
  services: readonly SealingService[],
  folders: KeyFolders,
  keyId: string,
  now = Date.now(),
): Promise<string[]> {
  const statuses = await keyStatuses(services);
  const holding = statuses.filter((status) => knows(status, keyId));
  if (holding.length === 0) throw new Problem(`No service holds a key ${keyId}.`);
  const reasons = holding.flatMap((status) =>
    reasonsToKeep(status, keyId, now).map((why) => `${status.service}: ${why}`),
  );
  if (reasons.length > 0) throw new Problem([`The key ${keyId} is still needed:`, ...reasons].join('\n  '));
  const names = holding.map(({ service }) => service);
  for (const name of names) folders.remove(name, keyId);
  await awaitStatuses(
    services.filter(({ name }) => names.includes(name)),
    {
      what: `no replica holds the key ${keyId}`,
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
    ...active.map(({ replica }) => `it is the active one at ${replica}`),
    ...(dataKeys > 0n ? [`${dataKeys} data keys are wrapped by it`] : []),
    ...(active.length === 0 && fresh.length > 0
      ? ['another one is active for less than a minute: what was sealed before may still be written']
      : []),
  ];
}
