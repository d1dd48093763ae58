import type { EntityManager } from '@safe-community/database';
import type { NewEvent } from '@safe-community/events';
import type { Keyring } from '@safe-community/security/encryption';
import type { Runtime } from '@safe-community/service-kit';
import type { Logger } from '@safe-community/telemetry';
import { appendWhereHeaded, type LostHeads, type NewCustodyEntry } from '../custody/module.ts';
import { entryOfStep, OWN_WORK } from './custody-entries.ts';
import { lockRetained, saveSteps } from './expiry.store.ts';
import { takenBack } from './expiry.ts';
import { frozenEvent, stepEvent, unfrozenEvent, type Cause, type Named } from './retention.events.ts';

/** How custody and events describe a freeze. */
export interface Described<Freeze> {
  entry(kind: 'freeze' | 'unfreeze', freeze: Freeze, at: Date): NewCustodyEntry;
  cause(freeze: Freeze): Cause;
}

/** What the jobs of the retention run on. */
export interface RetentionRuntime extends Pick<Runtime, 'database' | 'unitOfWork' | 'clock'> {
  readonly logger: Logger;
}

/** What appending the entries of a run needs, and the chains to which it could not append. */
export interface Appending {
  readonly keyring: Keyring;
  readonly lost: LostHeads;
}

/** Takes back the expiry of the frozen recordings, and resolves to the events. They are locked. */
export async function freeze<Freeze extends { readonly recordingId: string }>(
  tx: EntityManager,
  { keyring, lost }: Appending,
  freezes: readonly Freeze[],
  described: Described<Freeze>,
  now: Date,
): Promise<NewEvent[]> {
  if (freezes.length === 0) return [];
  const ids = [...new Set(freezes.map(({ recordingId }) => recordingId))];
  const recordings = new Map((await lockRetained(tx, [], ids)).map((each) => [each.recordingId, each]));
  const steps = [...recordings.values()].flatMap((recording) => takenBack(recording));
  await saveSteps(tx, steps, now);
  const act = { at: now, actor: OWN_WORK, reason: '' };
  const headless = await appendWhereHeaded(tx, keyring, [
    ...freezes.map((each) => described.entry('freeze', each, now)),
    ...steps.map((step) => entryOfStep(step, act)),
  ]);
  for (const recordingId of headless) lost.add(recordingId);
  return [
    ...freezes.flatMap((each) => {
      const recording = recordings.get(each.recordingId);
      return recording === undefined ? [] : [frozenEvent(recording, described.cause(each), now)];
    }),
    ...steps.map((step) => stepEvent(step, now)),
  ];
}

/** Appends the ends of freezes to the chains of custody, and resolves to the events. */
export async function unfreeze<Freeze>(
  tx: EntityManager,
  { keyring, lost }: Appending,
  ended: readonly (Freeze & Named)[],
  described: Described<Freeze>,
  now: Date,
): Promise<NewEvent[]> {
  const headless = await appendWhereHeaded(
    tx,
    keyring,
    ended.map((each) => described.entry('unfreeze', each, now)),
  );
  for (const recordingId of headless) lost.add(recordingId);
  return ended.map((each) => unfrozenEvent(each, described.cause(each), now));
}
