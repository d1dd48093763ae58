import { accepted, inForce } from '@safe-community/domain-kit';
import type { Keyring } from '@safe-community/security/encryption';
import type { Job } from '@safe-community/service-kit';
import { appendCustody, tellingLostHeads } from '../custody/module.ts';
import { keepRequestsOut } from '../footage-requests/module.ts';
import { entryOfStep, OWN_WORK } from './custody-entries.ts';
import { announcedUntil, nextStep } from './expiry.ts';
import {
  beginRun,
  dayOfRun,
  isDoneOn,
  isRunDone,
  lockRetained,
  lockRun,
  saveRun,
  saveSteps,
  scan,
  type TakenStep,
} from './expiry.store.ts';
import type { Appending, RetentionRuntime } from './frozen-recordings.store.ts';
import { EXPIRY_TERMS, POLICIES } from './policy.store.ts';
import { stepEvent } from './retention.events.ts';
import { limitsOn } from './retention-policy.ts';

/** Steps are due to the day: they may be a minute late. */
const EVERY_MS = 60_000;

/** Recordings that a portion looks at, and those of which it locks and changes: few, so that nobody waits for long. */
interface Portion {
  readonly scanned: number;
  readonly changed: number;
}

const PORTION: Portion = { scanned: 2_000, changed: 100 };

/** Once a day, and after a rule was set, takes the next step of each recording for which one is due. */
export function expiryJob(keyring: Keyring, runtime: RetentionRuntime): Job {
  return { name: 'expire-recordings', everyMs: EVERY_MS, run: () => runPortion(keyring, runtime) };
}

/**
 * Takes the steps of a portion with their events and custody entries, in one transaction with how far the run has come:
 * after a crash, a portion is done or was never begun. Resolves to 0 when the run of the day is done.
 */
export function runPortion(keyring: Keyring, runtime: RetentionRuntime, portion = PORTION): Promise<number> {
  return tellingLostHeads(runtime.logger, (lost) => takeSteps({ keyring, lost }, runtime, portion));
}

async function takeSteps(
  { keyring, lost }: Appending,
  { database, unitOfWork, clock }: RetentionRuntime,
  portion: Portion,
): Promise<number> {
  const today = await dayOfRun(database.em.fork(), clock.now());
  if (await isRunDone(database.em.fork(), today)) return 0;
  return unitOfWork.record(async (tx) => {
    const now = clock.now();
    const run = await lockRun(tx);
    if (run === undefined || isDoneOn(run, today)) return { result: 0, events: [] };
    const isNew = run.done || run.day < today;
    if (isNew) await beginRun(tx, today, now);
    const limits = limitsOn(await POLICIES.list(tx), today);
    const inForceToday = inForce(await EXPIRY_TERMS.list(tx), today);
    const term = inForceToday?.confirmed === true ? inForceToday : undefined;
    const horizon = term === undefined ? BEFORE_EVERY_RECORDING : announcedUntil(term, today);
    // One more than it changes: whether the part has others.
    const most = { most: portion.scanned, mostDue: portion.changed + 1 };
    const part = await scan(tx, limits, horizon, isNew ? null : run.after, most);
    const candidates = part.recordingIds.slice(0, portion.changed);
    if (candidates.length > 0) await keepRequestsOut(tx);
    const recordings = candidates.length === 0 ? [] : await lockRetained(tx, limits, candidates);
    const steps = recordings.flatMap((recording): TakenStep[] => {
      const step = nextStep(recording, term, today, recording.isFrozen);
      return step === undefined ? [] : [{ recording, step }];
    });
    for (const { recordingId, isHeadless } of recordings) if (isHeadless) lost.add(recordingId);
    await saveSteps(tx, steps, now);
    // One that has lost its head since it was locked fails the portion: without an entry, it must not expire.
    const chained = steps.filter(({ recording }) => !recording.isHeadless);
    const act = { at: now, actor: OWN_WORK, reason: '' };
    const appended = await appendCustody(
      tx,
      keyring,
      chained.map((step) => entryOfStep(step, act)),
    );
    accepted(appended);
    const isPart = candidates.length < part.recordingIds.length;
    const after = isPart ? (candidates.at(-1) ?? part.last) : part.last;
    const done = !isPart && part.count < portion.scanned;
    await saveRun(tx, after, done);
    // More than nothing, so that the next portion follows at once.
    return {
      result: done ? steps.length : Math.max(1, steps.length),
      events: steps.map((step) => stepEvent(step, now)),
    };
  });
}

const BEFORE_EVERY_RECORDING = '1900-01-01';
