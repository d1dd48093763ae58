import { prepared, rows, type EntityManager, type Rights, type Step } from '@safe-community/database';
import type { BeatChanges } from './beat.ts';

export const BEAT_TABLES: readonly string[] = [
  `create table beat_primary (
     hromada_code text not null,
     district_code text not null,
     officer_id uuid not null,
     demonstration boolean not null,
     primary key (hromada_code, district_code)
   )`,
];

export const BEAT_RIGHTS: Rights = {
  beat_primary: {
    insert: true,
    update: ['officer_id', 'demonstration'],
    delete: true,
    reader: { columns: ['hromada_code', 'district_code', 'officer_id', 'demonstration'] },
  },
};

export function saveBeats({ appointments, vacancies }: BeatChanges): Step[] {
  const vacated = [
    vacancies.map(({ beat }) => beat.hromadaCode),
    vacancies.map(({ beat }) => beat.districtCode),
    vacancies.map(({ officerId }) => officerId ?? null),
  ];
  const appointed = [
    appointments.map(({ beat }) => beat.hromadaCode),
    appointments.map(({ beat }) => beat.districtCode),
    appointments.map(({ officerId }) => officerId),
    appointments.map(({ demonstration }) => demonstration),
  ];
  return [
    { statement: VACATE, values: vacated },
    { statement: APPOINT, values: appointed },
  ];
}

const VACATE = prepared(`
  delete from beat_primary b
  using unnest($1::text[], $2::text[], $3::uuid[]) as v (hromada_code, district_code, officer_id)
  where b.hromada_code = v.hromada_code and b.district_code = v.district_code
    and b.officer_id = coalesce(v.officer_id, b.officer_id)`);

const APPOINT = prepared(`
  insert into beat_primary (hromada_code, district_code, officer_id, demonstration)
  select * from unnest($1::text[], $2::text[], $3::uuid[], $4::boolean[])
  on conflict (hromada_code, district_code)
    do update set officer_id = excluded.officer_id, demonstration = excluded.demonstration`);

export async function forgetBeats(tx: EntityManager): Promise<void> {
  await rows(tx, 'delete from beat_primary');
}
