import type { EntityManager } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import type { NewEvent } from '@safe-community/events';
import type { Keyring } from '@safe-community/security/encryption';
import { type Job, onProgress } from '@safe-community/service-kit';
import { tellingLostHeads } from '../custody/module.ts';
import { entryOfRequest } from './custody-entries.ts';
import { dayOfRun } from './expiry.store.ts';
import { freeze, unfreeze, type Appending, type Described, type RetentionRuntime } from './frozen-recordings.store.ts';
import { moveDecided } from './keep-term.store.ts';
import {
  saveFreezes,
  takeClosed,
  takeHandedOver,
  takeLate,
  takeOpened,
  type RequestFreeze,
} from './request-freeze.store.ts';
import { causeOfRequest } from './retention.events.ts';

/** Freezes per transaction. */
const PORTION = 100;

/**
 * Writes down which recordings each request, complaint, or appeal freezes, and takes back their expiry. That they do not
 * expire needs no job: the run of the retention looks at the requests themselves. That a decided one freezes less, does:
 * without it, everything stays frozen.
 */
export function requestFreezesJob(keyring: Keyring, runtime: RetentionRuntime): Job {
  const passed: Passed = { day: undefined };
  return onProgress('freeze-requested-recordings', runtime.database, () => followRequests(keyring, runtime, passed));
}

const DESCRIBED: Described<RequestFreeze> = { entry: entryOfRequest, cause: causeOfRequest };

/** The last day on which this replica has looked at each request that freezes. */
interface Passed {
  day: Day | undefined;
}

/** Resolves to 0 when nothing is left to do. */
export function followRequests(
  keyring: Keyring,
  runtime: RetentionRuntime,
  passed: Passed = { day: undefined },
): Promise<number> {
  return tellingLostHeads(runtime.logger, async (lost) => {
    const moved = await moveEach(runtime, passed);
    return moved + (await followEach({ keyring, lost }, runtime));
  });
}

async function moveEach({ unitOfWork, clock }: RetentionRuntime, passed: Passed): Promise<number> {
  const { today, moved } = await unitOfWork.record(async (tx) => {
    const day = await dayOfRun(tx, clock.now());
    return { result: { today: day, moved: await moveDecided(tx, day, day !== passed.day) }, events: [] };
  });
  passed.day = today;
  return moved;
}

async function followEach(appending: Appending, { unitOfWork, clock }: RetentionRuntime): Promise<number> {
  const save = async (tx: EntityManager, found: readonly RequestFreeze[]): Promise<NewEvent[]> => {
    const now = clock.now();
    const events = await freeze(tx, appending, found, DESCRIBED, now);
    await saveFreezes(tx, found, now);
    return events;
  };
  const opened = await unitOfWork.record(async (tx) => {
    const found = await takeOpened(tx, PORTION);
    return { result: found === undefined ? 0 : found.length + 1, events: await save(tx, found ?? []) };
  });
  const late = await unitOfWork.record(async (tx) => {
    const found = await takeLate(tx, PORTION);
    return { result: found.length, events: await save(tx, found) };
  });
  const handedOver = await unitOfWork.record(async (tx) => {
    const now = clock.now();
    const found = await takeHandedOver(tx, now, PORTION);
    return { result: found.length, events: await unfreeze(tx, appending, found, DESCRIBED, now) };
  });
  const closed = await unitOfWork.record(async (tx) => {
    const now = clock.now();
    const found = await takeClosed(tx, now, PORTION);
    const result = found === undefined ? 0 : found.length + 1;
    return { result, events: await unfreeze(tx, appending, found ?? [], DESCRIBED, now) };
  });
  return opened + late + handedOver + closed;
}
