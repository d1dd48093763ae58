import type { EntityManager } from '@safe-community/database';
import { latest } from '@safe-community/domain-kit';
import type { NewEvent } from '@safe-community/events';
import type { Keyring } from '@safe-community/security/encryption';
import type { Job, Runtime } from '@safe-community/service-kit';
import { eventsOfStep, lockIncident, saveChange, THIS_SERVICE } from '../incident/module.ts';
import { endWaiting, isAnyLinkable, linkChangedEvent, lockLinkable, schoolDigest } from '../school-links/module.ts';
import { changedSchools, endChanges } from './school.store.ts';

const EVERY_MS = 5_000;
const PORTION = 100;

type LinkRuntime = Pick<Runtime, 'database' | 'unitOfWork' | 'clock'>;

/** Links the reports that named a school before the directory had it. */
export function linkSchoolsJob(keyring: Keyring, runtime: LinkRuntime): Job {
  return { name: 'link-schools', everyMs: EVERY_MS, run: () => linkSchools(keyring, runtime) };
}

/** Resolves to the number of linked incidents: there may be more. */
async function linkSchools(keyring: Keyring, { database, unitOfWork, clock }: LinkRuntime): Promise<number> {
  const em = database.em.fork();
  const changed = await changedSchools(em);
  if (changed.length === 0) return 0;
  const known = changed.map((school) => ({ ...school, digest: schoolDigest(keyring, school.edrpou) }));
  const codes = new Map(known.map(({ digest, edrpou }) => [digest.toString('hex'), edrpou]));
  const linked = await unitOfWork.record(async (tx) => {
    const waiting = await lockLinkable(tx, known, PORTION);
    const events: NewEvent[] = [];
    for (const { incidentId, digest } of waiting) {
      events.push(...(await linkNamed(tx, keyring, incidentId, codes.get(digest.toString('hex')) ?? '', clock.now())));
    }
    await endWaiting(
      tx,
      waiting.map(({ incidentId }) => incidentId),
    );
    return { result: waiting.length, events };
  });
  // One that was locked is skipped, and still waits.
  if (linked > 0 || (await isAnyLinkable(em, known))) return linked;
  const settled = changed.filter(({ isSettled }) => isSettled);
  await endChanges(em, settled);
  return linked;
}

/** The step that LinkSchool takes. */
async function linkNamed(
  tx: EntityManager,
  keyring: Keyring,
  incidentId: string,
  edrpou: string,
  recordedAt: Date,
): Promise<NewEvent[]> {
  const before = await lockIncident(tx, incidentId);
  if (before === undefined) return [];
  const happenedAt = latest(before.stateSince, recordedAt);
  const change = { incident: before, kind: 'school-linked', happenedAt, details: {} };
  const incident = await saveChange(tx, keyring, change, { actor: THIS_SERVICE, recordedAt, reason: '' });
  return eventsOfStep({ before, incident, change }, [linkChangedEvent(incident, edrpou, happenedAt)]);
}
