import { rows, type EntityManager } from '@safe-community/database';
import { beatName, type Beat, type BeatAssignment } from './roster.ts';
import { lockBeats } from './beats-lock.store.ts';
import { markChanged } from './changed-beats.store.ts';
import { noteActivity } from './note-service.store.ts';

/** Stores a run of assignments, oldest first, by a few statements however long it is. */
export async function noteAssignments(em: EntityManager, assignments: readonly BeatAssignment[]): Promise<void> {
  await lockBeats(em);
  await dismissPrimaries(
    em,
    assignments.filter(({ role }) => role === 'primary'),
  );
  await putOnBeats(em, lastParts(assignments));
  await noteActivity(em, new Map(assignments.map(({ officerId, active }) => [officerId, active])));
  await markChanged(
    em,
    assignments.map(({ hromadaCode }) => hromadaCode),
    'beat_changed',
  );
}

/** What remains of a run: the last primary of a beat, and the last part of each officer on it. */
function lastParts(assignments: readonly BeatAssignment[]): BeatAssignment[] {
  const parts = new Map<string, BeatAssignment>();
  for (const assignment of assignments) {
    const primary = `${beatName(assignment)} primary`;
    const officer = `${beatName(assignment)} ${assignment.officerId}`;
    parts.delete(officer);
    if (parts.get(primary)?.officerId === assignment.officerId) parts.delete(primary);
    parts.set(assignment.role === 'primary' ? primary : officer, assignment);
  }
  return [...parts.values()];
}

/** Whoever was the primary of these beats is it no more. */
async function dismissPrimaries(em: EntityManager, beats: readonly Beat[]): Promise<void> {
  await rows(
    em,
    `delete from beat_officer b using unnest($1::text[], $2::text[]) as taken (hromada_code, district_code)
     where b.role = 'primary'
       and b.hromada_code = taken.hromada_code and b.district_code = taken.district_code`,
    [beats.map(({ hromadaCode }) => hromadaCode), beats.map(({ districtCode }) => districtCode)],
  );
}

async function putOnBeats(em: EntityManager, parts: readonly BeatAssignment[]): Promise<void> {
  await rows(
    em,
    `insert into beat_officer (hromada_code, district_code, officer_id, role, active, assigned_at)
     select * from unnest($1::text[], $2::text[], $3::uuid[], $4::text[], $5::boolean[], $6::timestamptz[])
     on conflict (hromada_code, district_code, officer_id)
     do update set role = excluded.role, active = excluded.active, assigned_at = excluded.assigned_at`,
    [
      parts.map(({ hromadaCode }) => hromadaCode),
      parts.map(({ districtCode }) => districtCode),
      parts.map(({ officerId }) => officerId),
      parts.map(({ role }) => role),
      parts.map(({ active }) => active),
      parts.map(({ assignedAt }) => assignedAt),
    ],
  );
}
