import { rows, unnested, type EntityManager, type Rights } from '@safe-community/database';
import type { ConfirmedLink, LinkGround, ProposedLink, RemovedLink } from './link.ts';

export const LINK_TABLES: readonly string[] = [
  `create table recording_proposal (
     recording_id uuid not null references recording on delete cascade,
     incident_id uuid not null,
     score int not null,
     -- joined by commas
     grounds text not null,
     primary key (recording_id, incident_id)
   )`,
];

export const LINK_RIGHTS: Rights = { recording_proposal: { insert: true, delete: true } };

/** Replaces the proposals of a recording, which is locked. */
export async function saveProposals(
  tx: EntityManager,
  recordingId: string,
  links: readonly ProposedLink[],
): Promise<void> {
  await rows(tx, 'delete from recording_proposal where recording_id = $1', [recordingId]);
  await rows(tx, ADD, [recordingId, ...LINKS.valuesOf(links)]);
  await rows(tx, SET_STATE, [recordingId, links.length > 0 ? 'proposed' : 'none']);
}

const LINKS = unnested<ProposedLink>([
  ['incident_id', 'uuid', ({ incidentId }) => incidentId],
  ['score', 'integer', ({ score }) => score],
  ['grounds', 'text', ({ grounds }) => grounds.join(',')],
]);
const ADD = `
  insert into recording_proposal
  select $1::uuid, * from unnest($2::uuid[], $3::integer[], $4::text[])`;

/** A confirmed link stays one. */
const SET_STATE = `update recording set link_state = $2 where recording_id = $1 and link_state <> 'confirmed'`;

/** Best first. */
export async function readProposals(em: EntityManager, recordingId: string): Promise<ProposedLink[]> {
  const found = await rows<{ incident_id: string; score: number; grounds: string }>(
    em,
    'select incident_id, score, grounds from recording_proposal where recording_id = $1 order by score desc, incident_id',
    [recordingId],
  );
  return found.map(({ incident_id: incidentId, score, grounds }) => ({
    incidentId,
    score,
    grounds: grounds.split(',') as LinkGround[],
  }));
}

export async function saveLink(tx: EntityManager, { recording, incident }: ConfirmedLink): Promise<void> {
  await rows(tx, `update recording set link_state = 'confirmed', incident_id = $2 where recording_id = $1`, [
    recording.recordingId,
    incident.incidentId,
  ]);
}

/** Proposals remain: they say what else would fit. */
export async function saveNoLink(tx: EntityManager, { recording }: Pick<RemovedLink, 'recording'>): Promise<void> {
  await rows(tx, UNLINK, [recording.recordingId]);
}

const UNLINK = `
  update recording set incident_id = null, link_state = case when exists (
    select from recording_proposal p where p.recording_id = recording.recording_id
  ) then 'proposed' else 'none' end
  where recording_id = $1`;
