import type { Keyring } from '@safe-community/security/encryption';
import type { Job, Runtime } from '@safe-community/service-kit';
import type { Logger } from '@safe-community/telemetry';
import { appendWhereHeaded, tellingLostHeads, type LostHeads } from '../custody/module.ts';
import {
  lockRecordings,
  objectChangedEvent,
  saveComparison,
  takeToVerify,
  type DueObject,
} from '../recordings/module.ts';
import { digestObject, type EvidenceStore, type FoundObject } from './evidence-store.adapter.ts';
import { changeOf, compare } from './verification.ts';

/** How objects are compared with their digests. */
export interface Verification {
  readonly store: EvidenceStore;
  /** How long after a comparison the next one is due, milliseconds. */
  readonly everyMs: number;
}

interface Needs extends Pick<Runtime, 'database' | 'unitOfWork' | 'clock'> {
  readonly keyring: Keyring;
  readonly logger: Logger;
}

/** What a run needs, and the chains to which it could not append. */
interface Run extends Needs {
  readonly lost: LostHeads;
}

const POLL_MS = 5_000;
/** Objects at a time; one after the other, so that calls keep their share of the machine. */
const PORTION = 8;
/** The longest reading of a portion; the objects are due again afterwards. */
const LEASE_MS = 30 * 60_000;

/** No call made it. */
const SERVICE = { system: 'camera-rollout', edrpou: '', actingUser: '', purpose: '' };

export function verifyObjectsJob(needs: Needs, verification: Verification): Job {
  return {
    name: 'verify-objects',
    everyMs: POLL_MS,
    run: (stop) => tellingLostHeads(needs.logger, (lost) => verifyPortion({ ...needs, lost }, verification, stop)),
  };
}

/** Compares the objects that are due. One that the store does not return is due again later; its error ends the run. */
async function verifyPortion(needs: Run, { store, everyMs }: Verification, stop: AbortSignal): Promise<number> {
  const now = needs.clock.now();
  const due = await takeToVerify(needs.database.em.fork(), now, new Date(now.getTime() + LEASE_MS), PORTION);
  const signal = AbortSignal.any([stop, AbortSignal.timeout(LEASE_MS)]);
  const failures: unknown[] = [];
  for (const each of due) {
    try {
      await recordComparison(needs, each, everyMs, await digestObject(store, each.storeReference, signal));
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return due.length;
}

/** Writes the result; a change of it is an entry of custody and an event. */
async function recordComparison(
  { unitOfWork, clock, keyring, lost }: Run,
  { recordingId }: DueObject,
  everyMs: number,
  object: FoundObject | undefined,
): Promise<void> {
  await unitOfWork.record(async (tx) => {
    const [recording] = await lockRecordings(tx, [recordingId]);
    if (recording === undefined) return { result: undefined, events: [] };
    const at = clock.now();
    const found = compare(recording, object);
    await saveComparison(tx, { recordingId, found, at, next: new Date(at.getTime() + everyMs) });
    const kind = changeOf(recording.storedObject, found);
    if (kind === undefined) return { result: undefined, events: [] };
    const facts = object === undefined ? {} : { sha256: object.sha256, size_bytes: String(object.sizeBytes) };
    const headless = await appendWhereHeaded(tx, keyring, [{ recordingId, kind, at, actor: SERVICE, facts }]);
    if (headless.length > 0) lost.add(recordingId);
    return { result: undefined, events: [objectChangedEvent(recording, found, at)] };
  });
}
