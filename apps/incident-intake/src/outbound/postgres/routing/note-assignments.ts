import { rows, type EntityManager } from '@safe-community/database';
import type { BeatAssignment } from '../../../app/ports.ts';

type Beat = Pick<BeatAssignment, 'hromadaCode' | 'districtCode'>;

/** Names a beat within a map. */
export function beatOf({ hromadaCode, districtCode }: Beat): string {
  return `${hromadaCode}/${districtCode}`;
}

/** Stores a run of assignments, oldest first, by three statements however long it is. */
export async function noteAssignments(em: EntityManager, assignments: readonly BeatAssignment[]): Promise<void> {
  await dismissPrimaries(
    em,
    assignments.filter(({ role }) => role === 'primary'),
  );
  await putOnBeats(em, lastParts(assignments));
  await noteActivity(em, new Map(assignments.map(({ officerId, active }) => [officerId, active])));
}

/** What remains of a run: the last primary of a beat, and the last part of each officer on it. */
function lastParts(assignments: readonly BeatAssignment[]): BeatAssignment[] {
  const parts = new Map<string, BeatAssignment>();
  for (const assignment of assignments) {
    const primary = `${beatOf(assignment)} primary`;
    const officer = `${beatOf(assignment)} ${assignment.officerId}`;
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
    `insert into beat_officer (hromada_code, district_code, officer_id, role, active)
     select * from unnest($1::text[], $2::text[], $3::uuid[], $4::text[], $5::boolean[])
     on conflict (hromada_code, district_code, officer_id)
     do update set role = excluded.role, active = excluded.active`,
    [
      parts.map(({ hromadaCode }) => hromadaCode),
      parts.map(({ districtCode }) => districtCode),
      parts.map(({ officerId }) => officerId),
      parts.map(({ role }) => role),
      parts.map(({ active }) => active),
    ],
  );
}

/** Whether an officer is in service holds for all beats of that officer. */
async function noteActivity(em: EntityManager, activity: ReadonlyMap<string, boolean>): Promise<void> {
  await rows(
    em,
    `update beat_officer b set active = heard.active
     from unnest($1::uuid[], $2::boolean[]) as heard (officer_id, active)
     where b.officer_id = heard.officer_id and b.active <> heard.active`,
    [[...activity.keys()], [...activity.values()]],
  );
}
