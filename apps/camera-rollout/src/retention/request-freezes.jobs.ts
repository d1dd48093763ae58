import type { EntityManager } from '@safe-community/database';
import type { NewEvent } from '@safe-community/events';
import type { Keyring } from '@safe-community/security/encryption';
import { type Job, type Runtime, onProgress } from '@safe-community/service-kit';
import { appendCustody } from '../custody/module.ts';
import { entryOfRequest, entryOfStep, OWN_WORK } from './custody-entries.ts';
import { lockRetained, saveSteps } from './expiry.store.ts';
import { takenBack } from './expiry.ts';
import { saveFreezes, takeClosed, takeLate, takeOpened, type RequestFreeze } from './request-freeze.store.ts';
import { causeOfRequest, frozenEvent, stepEvent, unfrozenEvent } from './retention.events.ts';

/** Freezes per transaction. */
const PORTION = 100;

/**
 * Writes down which recordings each undecided request, complaint, or appeal freezes, and takes back their expiry. That
 * they do not expire needs no job: the run of the retention looks at the requests themselves.
 */
export function requestFreezesJob(keyring: Keyring, runtime: Runtime): Job {
  return onProgress('freeze-requested-recordings', runtime.database, () => followRequests(keyring, runtime));
}

/** Resolves to 0 when nothing is left to do. */
export async function followRequests(
  keyring: Keyring,
  { unitOfWork, clock }: Pick<Runtime, 'unitOfWork' | 'clock'>,
): Promise<number> {
  const opened = await unitOfWork.record(async (tx) => {
    const found = await takeOpened(tx, PORTION);
    const events = await freeze(tx, keyring, found ?? [], clock.now());
    return { result: found === undefined ? 0 : found.length + 1, events };
  });
  const late = await unitOfWork.record(async (tx) => {
    const found = await takeLate(tx, PORTION);
    return { result: found.length, events: await freeze(tx, keyring, found, clock.now()) };
  });
  const closed = await unitOfWork.record(async (tx) => {
    const now = clock.now();
    const found = await takeClosed(tx, now, PORTION);
    const ended = found ?? [];
    await appendCustody(
      tx,
      keyring,
      ended.map((each) => entryOfRequest('unfreeze', each, now)),
    );
    const result = found === undefined ? 0 : ended.length + 1;
    return { result, events: ended.map((each) => unfrozenEvent(each, causeOfRequest(each), now)) };
  });
  return opened + late + closed;
}

async function freeze(
  tx: EntityManager,
  keyring: Keyring,
  freezes: readonly RequestFreeze[],
  now: Date,
): Promise<NewEvent[]> {
  if (freezes.length === 0) return [];
  const ids = [...new Set(freezes.map(({ recordingId }) => recordingId))];
  const recordings = new Map((await lockRetained(tx, [], ids)).map((each) => [each.recordingId, each]));
  const steps = [...recordings.values()].flatMap((recording) => takenBack(recording));
  await saveFreezes(tx, freezes, now);
  await saveSteps(tx, steps, now);
  const act = { at: now, actor: OWN_WORK, reason: '' };
  await appendCustody(tx, keyring, [
    ...freezes.map((each) => entryOfRequest('freeze', each, now)),
    ...steps.map((step) => entryOfStep(step, act)),
  ]);
  return [
    ...freezes.flatMap((each) => {
      const recording = recordings.get(each.recordingId);
      return recording === undefined ? [] : [frozenEvent(recording, causeOfRequest(each), now)];
    }),
    ...steps.map((step) => stepEvent(step, now)),
  ];
}
