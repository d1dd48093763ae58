/**
 * Who serves where at the time $1, for reports over all officers: officer_id, hromada_code, is_whole (the beat is the whole
 * hromada), role, since.
 */
export const DUTIES = `
  select officer_id, hromada_code, starosta_district_code = '' as is_whole, role, assigned_at as since
  from assignment where assigned_at <= $1::timestamptz`;
