import { rows } from '@safe-community/database';
import type { BeatBook } from '../../app/ports.ts';

export const beatBook: BeatBook = {
  async settle(em, { appointments, vacancies }) {
    await rows(em, VACATE, [
      vacancies.map(({ beat }) => beat.hromadaCode),
      vacancies.map(({ beat }) => beat.districtCode),
      vacancies.map(({ officerId }) => officerId ?? null),
    ]);
    await rows(em, APPOINT, [
      appointments.map(({ beat }) => beat.hromadaCode),
      appointments.map(({ beat }) => beat.districtCode),
      appointments.map(({ officerId }) => officerId),
      appointments.map(({ demonstration }) => demonstration),
    ]);
  },
};

const VACATE = `
  delete from beat_primary b
  using unnest($1::text[], $2::text[], $3::uuid[]) as v (hromada_code, district_code, officer_id)
  where b.hromada_code = v.hromada_code and b.district_code = v.district_code
    and b.officer_id = coalesce(v.officer_id, b.officer_id)`;

const APPOINT = `
  insert into beat_primary (hromada_code, district_code, officer_id, demonstration)
  select * from unnest($1::text[], $2::text[], $3::uuid[], $4::boolean[])
  on conflict (hromada_code, district_code)
    do update set officer_id = excluded.officer_id, demonstration = excluded.demonstration`;
