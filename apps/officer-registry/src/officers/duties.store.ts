import { BEAT_ROWS } from '../beats/module.ts';

/**
 * Who serves where at the time $1, for reports over all officers: officer_id, hromada_code, is_whole (the beat is the whole
 * hromada), role, since.
 */
export const DUTIES = `
  select a.officer_id, b.hromada_code, b.is_whole, a.role, a.starts_at as since
  from beat_assignment a join ${BEAT_ROWS} b using (beat_id) where a.during @> $1::timestamptz`;
