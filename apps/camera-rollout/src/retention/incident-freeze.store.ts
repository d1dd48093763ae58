import { prepared, rows, type EntityManager, type Rights } from '@safe-community/database';
import { FOOTAGE_REQUEST_ROWS } from '../footage-requests/module.ts';
import { RECORDING_ROWS } from '../recordings/module.ts';
import { forgetChanges, INCIDENT_ROWS, lockIncidents } from '../incidents/module.ts';
import { KEEPS, SHOWS_OPEN } from './freeze.store.ts';

export const INCIDENT_FREEZE_TABLES: readonly string[] = [
  // Which recordings an open incident has frozen, as custody and events say. Whether a recording is frozen follows from
  // the incident itself.
  `create table incident_freeze (
     incident_id uuid not null,
     recording_id uuid not null references recording,
     frozen_at timestamptz not null,
     -- none until the incident is closed, or the link removed
     ended_at timestamptz,
     primary key (incident_id, recording_id)
   )`,
];

export const INCIDENT_FREEZE_RIGHTS: Rights = {
  incident_freeze: { insert: true, update: ['frozen_at', 'ended_at'] },
};

/** A recording that an open incident freezes, or no longer does. */
export interface IncidentFreeze {
  readonly incidentId: string;
  readonly category: string;
  readonly recordingId: string;
}

/** A recording of an incident that is frozen no longer. */
export interface EndedIncidentFreeze extends IncidentFreeze {
  readonly oblastCode: string;
  readonly hromadaCode: string;
}

/** Incidents of which a link, or whether they are open, has changed, with their recordings of before and now. */
export interface ChangedIncidents {
  readonly incidentIds: readonly string[];
  readonly recordingIds: readonly string[];
}

export async function findChanged(em: EntityManager, most: number): Promise<ChangedIncidents> {
  const found = await rows<{ incident_id: string; recording_ids: readonly string[] }>(em, CHANGED, [most]);
  return {
    incidentIds: found.map(({ incident_id: incidentId }) => incidentId),
    recordingIds: [...new Set(found.flatMap(({ recording_ids: recordingIds }) => recordingIds))].toSorted(),
  };
}

const CHANGED = prepared(`
  select incident_id, array(
      select recording_id::text from ${RECORDING_ROWS} r where r.incident_id = i.incident_id
      union select recording_id::text from incident_freeze f where f.incident_id = i.incident_id and f.ended_at is null
      union select recording_id::text from ${FOOTAGE_REQUEST_ROWS} q join request_freeze f using (footage_request_id)
      where q.incident_id = i.incident_id and ${KEEPS} and f.ended_at is null
    ) as recording_ids
  from ${INCIDENT_ROWS} i where links_changed order by incident_id limit $1`);

/**
 * Locks the incidents and forgets that they have changed, unless a recording was linked meanwhile that is not among the
 * locked ones. Recordings are locked before: a person who links one locks in this order, too.
 */
export async function takeChanged(tx: EntityManager, { incidentIds, recordingIds }: ChangedIncidents): Promise<void> {
  await lockIncidents(tx, incidentIds);
  // What was committed before the locks may be missing in the snapshot of the statement above.
  const done = await rows<{ id: string }>(tx, DONE, [incidentIds, recordingIds]);
  await forgetChanges(
    tx,
    done.map(({ id }) => id),
  );
}

const DONE = prepared(`
  select id from unnest($1::uuid[]) as id where not exists (
    select from ${RECORDING_ROWS} r where r.incident_id = id and r.recording_id <> all ($2::uuid[])
  )`);

/** Writes down which of the recordings the open incidents freeze that were not frozen by them. */
export async function addFreezes(
  tx: EntityManager,
  { incidentIds, recordingIds }: ChangedIncidents,
  at: Date,
): Promise<IncidentFreeze[]> {
  return rows<IncidentFreeze>(tx, ADD, [incidentIds, recordingIds, at]);
}

const ADD = prepared(`
  with added as (
    insert into incident_freeze as f (incident_id, recording_id, frozen_at)
    select i.incident_id, r.recording_id, $3::timestamptz
    from ${INCIDENT_ROWS} i join ${RECORDING_ROWS} r on ${SHOWS_OPEN} left join recording_expiry e using (recording_id)
    where i.incident_id = any ($1::uuid[]) and r.recording_id = any ($2::uuid[]) and e.state is distinct from 'deleted'
    on conflict (incident_id, recording_id) do update set (frozen_at, ended_at) = (excluded.frozen_at, null)
    where f.ended_at is not null
    returning incident_id, recording_id
  )
  select incident_id as "incidentId", i.category, recording_id as "recordingId"
  from added join ${INCIDENT_ROWS} i using (incident_id) order by recording_id`);

/** Ends the freezes of the recordings whose incident is no longer open, or that are no longer linked to it. */
export async function endFreezes(
  tx: EntityManager,
  { incidentIds, recordingIds }: ChangedIncidents,
  at: Date,
): Promise<EndedIncidentFreeze[]> {
  return rows<EndedIncidentFreeze>(tx, END, [incidentIds, recordingIds, at]);
}

const END = prepared(`
  update incident_freeze f set ended_at = $3 from ${INCIDENT_ROWS} i, ${RECORDING_ROWS} r
  where f.incident_id = any ($1::uuid[]) and f.recording_id = any ($2::uuid[]) and f.ended_at is null
    and i.incident_id = f.incident_id and r.recording_id = f.recording_id and ${SHOWS_OPEN} is not true
  returning f.incident_id as "incidentId", i.category, f.recording_id as "recordingId", r.oblast_code as "oblastCode",
    r.hromada_code as "hromadaCode"`);
