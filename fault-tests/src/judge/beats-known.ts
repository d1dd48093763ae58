import type { System } from '../system/system.ts';

/** Whether intake has noted who answers where, as the registry was told. In memory it is a moment later. */
export async function areBeatsKnown(system: System): Promise<boolean> {
  const rows = await system.sql<{ hromada_code: string; officer: string | null }>(
    'incident-intake',
    `select hromada_code, (array_agg(officer_id::text order by role desc) filter (where active))[1] as officer
     from beat_officer group by hromada_code`,
  );
  const known = new Map(rows.map(({ hromada_code, officer }) => [hromada_code, officer]));
  return system.beats.places().every((place) => known.get(place) === system.beats.answered(place).at(-1));
}
