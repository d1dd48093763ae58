import { rows, type EntityManager, type Rights } from '@safe-community/database';
import { INCIDENT_ROWS } from '../incident/module.ts';
import type { Voice } from './voice.ts';

export const VOICE_TABLES: readonly string[] = [
  // No time and no sender: tokens are derived from the id.
  `create table voice (
     voice_id uuid primary key,
     incident_id uuid not null
   )`,
  // Of one incident, so that lists do not count rows, however many somebody adds.
  `create table voice_count (
     incident_id uuid primary key,
     voices integer not null
   )`,
];

export const VOICE_RIGHTS: Rights = { voice: { insert: true }, voice_count: { insert: true, update: ['voices'] } };

/** What other modules may join. */
export const VOICE_ROWS = '(select voice_id, incident_id from voice)';

/**
 * For statements that select from `incident`: how many more people said that it concerns them. A merged report is one more,
 * and so are its voices; computed when read, so that an unmerge takes them along.
 */
export const VOICES = `(
  coalesce((select own.voices from voice_count own where own.incident_id = incident.incident_id), 0)
  + (select (count(*) + coalesce(sum(theirs.voices), 0))::int
     from ${INCIDENT_ROWS} merged left join voice_count theirs on theirs.incident_id = merged.incident_id
     where merged.merged_into = incident.incident_id))`;

/** Adds a voice to a locked incident; resolves to how many there are with it. */
export async function insertVoice(tx: EntityManager, { voiceId, incidentId }: Voice): Promise<number> {
  await rows(tx, 'insert into voice (voice_id, incident_id) values ($1, $2)', [voiceId, incidentId]);
  await rows(
    tx,
    `insert into voice_count (incident_id, voices) values ($1, 1)
     on conflict (incident_id) do update set voices = voice_count.voices + 1`,
    [incidentId],
  );
  const [row] = await rows<{ readonly voices: number }>(
    tx,
    `select ${VOICES} as voices from ${INCIDENT_ROWS} incident where incident_id = $1`,
    [incidentId],
  );
  return row?.voices ?? 0;
}
