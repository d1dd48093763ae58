import type { NewEvent } from '@safe-community/events';
import type { Keyring } from '@safe-community/security/encryption';
import { onProgress, type Job, type Runtime } from '@safe-community/service-kit';
import { incidentsEscalated } from '@safe-community/telemetry';
import type { Catalogue } from '../catalogue/module.ts';
import { THIS_SERVICE, dueTime, lockOverdue, routedEvent, saveChange } from '../incident/module.ts';
import { isAnyBeatChanged, type StoredBeats } from './beats.store.ts';
import { escalate } from './escalation.ts';
import { rerouteIncidents, type Look } from './routed-incidents.store.ts';
import { escalatedEvent } from './routing.events.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Longer than a report takes to commit, or than a replica's memory of the beats may lag. */
const RECENT_MS = 10 * MINUTE;

/** Takes a fraction of a second, for which the storing of beats may have to wait. */
const MAX_REROUTED = 1_000;

const MAX_ESCALATED = 100;

export interface EscalationParts {
  readonly beats: Pick<StoredBeats, 'deputy'>;
  readonly catalogue: Pick<Catalogue, 'policyAt'>;
  readonly keyring: Keyring;
}

type JobRuntime = Pick<Runtime, 'database' | 'unitOfWork' | 'clock'>;

/** Re-routing and escalation. Due work is stored only in the database, so that it survives a restart. */
export function routingJobs(parts: EscalationParts, runtime: JobRuntime): Job[] {
  const since = () => new Date(runtime.clock.now().getTime() - RECENT_MS);
  return [
    { name: 're-route', everyMs: SECOND, run: () => followChanges(runtime) },
    // A report that was routed just before a change of the beats and committed just after it.
    onProgress(
      'check-recent-routing',
      runtime.database,
      () => reroute(runtime, { kind: 'recent', since: since() }),
      15 * SECOND,
    ),
    // An incident that was reopened by a replica whose memory of the beats lagged.
    { name: 'check-routing', everyMs: 5 * MINUTE, run: () => reroute(runtime, { kind: 'open' }) },
    { name: 'escalate', everyMs: 2 * SECOND, run: () => escalateOverdue(parts, runtime) },
  ];
}

/** Usually nothing has changed, and one statement without a transaction tells. */
async function followChanges(runtime: JobRuntime): Promise<number> {
  const isAnyChanged = await isAnyBeatChanged(runtime.database.em.fork(), runtime.clock.now());
  return isAnyChanged ? reroute(runtime, { kind: 'changed' }) : 0;
}

/** Assigns open incidents to the officers who are responsible now. Resolves to how many: there may be more. */
function reroute({ unitOfWork, clock }: JobRuntime, look: Look): Promise<number> {
  return unitOfWork.record(async (tx) => {
    const now = clock.now();
    const moved = await rerouteIncidents(tx, look, MAX_REROUTED, now);
    return {
      result: moved.length,
      events: moved.map((each) => routedEvent(each, now)),
    };
  });
}

/** Escalates incidents whose expected time has passed. Resolves to how many: there may be more. */
async function escalateOverdue({ beats, catalogue, keyring }: EscalationParts, runtime: JobRuntime): Promise<number> {
  const { unitOfWork, clock } = runtime;
  const { count, missed } = await unitOfWork.record(async (tx) => {
    const now = clock.now();
    const events: NewEvent[] = [];
    const missed: string[] = [];
    const overdue = await lockOverdue(tx, now, MAX_ESCALATED);
    for (const incident of overdue) {
      const { responsibleOfficerId, category } = incident;
      const escalation = escalate(incident, {
        deputyOfficerId: beats.deputy(incident, responsibleOfficerId),
        dueAgainAt: dueTime(catalogue.policyAt(category, now), { ...incident, stateSince: now }),
        now,
      });
      await saveChange(tx, keyring, escalation.change, { actor: THIS_SERVICE, recordedAt: now, reason: '' });
      events.push(escalatedEvent(escalation));
      missed.push(escalation.missed);
    }
    return { result: { count: overdue.length, missed }, events };
  });
  for (const state of missed) incidentsEscalated.add(1, { 'safe_community.escalation.missed': state });
  return count;
}
