import type { EntityManager } from '@safe-community/database';
import type { NewEvent } from '@safe-community/events';
import type { Keyring } from '@safe-community/security/encryption';
import { appendCustody, type NewCustodyEntry } from '../custody/module.ts';
import { entryOfStep, OWN_WORK } from './custody-entries.ts';
import { lockRetained, saveSteps } from './expiry.store.ts';
import { takenBack } from './expiry.ts';
import { frozenEvent, stepEvent, unfrozenEvent, type Cause, type Named } from './retention.events.ts';

/** How custody and events describe a freeze. */
export interface Described<Freeze> {
  entry(kind: 'freeze' | 'unfreeze', freeze: Freeze, at: Date): NewCustodyEntry;
  cause(freeze: Freeze): Cause;
}

/** Takes back the expiry of the frozen recordings, and resolves to the events. They are locked. */
export async function freeze<Freeze extends { readonly recordingId: string }>(
  tx: EntityManager,
  keyring: Keyring,
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
  await appendCustody(tx, keyring, [
    ...freezes.map((each) => described.entry('freeze', each, now)),
    ...steps.map((step) => entryOfStep(step, act)),
  ]);
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
  keyring: Keyring,
  ended: readonly (Freeze & Named)[],
  described: Described<Freeze>,
  now: Date,
): Promise<NewEvent[]> {
  await appendCustody(
    tx,
    keyring,
    ended.map((each) => described.entry('unfreeze', each, now)),
  );
  return ended.map((each) => unfrozenEvent(each, described.cause(each), now));
}
