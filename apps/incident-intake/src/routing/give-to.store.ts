import { rows, type EntityManager } from '@safe-community/database';
import { THIS_SERVICE } from '../incident/actor.ts';
import type { Rerouted } from './ports.app.ts';

/** Gives locked incidents to their officers, with an entry of the history each, by one statement. */
export async function giveTo(em: EntityManager, incidents: readonly Rerouted[], at: Date): Promise<void> {
  if (incidents.length === 0) return;
  await rows(em, GIVE, [
    incidents.map(({ incidentId }) => incidentId),
    incidents.map(({ responsibleOfficerId }) => responsibleOfficerId || null),
    incidents.map(detailsOf),
    at,
    THIS_SERVICE.system,
    incidents[0]?.incidentId,
    incidents.at(-1)?.incidentId,
  ]);
}

function detailsOf({ formerOfficerId, responsibleOfficerId, cause }: Rerouted): string {
  return JSON.stringify({ from: formerOfficerId, to: responsibleOfficerId, cause });
}

// The range of ids says which partitions it is about.
const GIVE = `
  with given as (
    update incident i set version = i.version + 1, responsible_officer_id = g.officer_id
    from unnest($1::uuid[], $2::uuid[], $3::text[]) as g (id, officer_id, details)
    where i.incident_id = g.id and i.incident_id between $6 and $7
    returning i.incident_id, i.version, i.state, g.details
  )
  insert into case_history
    (incident_id, version, kind, happened_at, recorded_at, system, acting_user, former_state, state, details)
  select incident_id, version, 'routed', $4, $4, $5, '', state, state, details::jsonb from given`;
