/**
 * Columns and rows of one month. Parameters: $1 and $2 its bounds; $3 the number of rows; $4 to $7 code, oblast, beats,
 * and cumulative share of each hromada.
 *
 * Three weeks after its report, an incident is rarely open. One in a hundred is unrouted, as are all in every fortieth
 * hromada. Incidents a day late are escalated, and a few are about to be. Imported ones stay as imported.
 */
export const FILL_MONTH = `
  (incident_id, state, category, channel, hromada_code, oblast_code, starosta_district_code, occurred_at, received_at,
   on_scene_at, killed, injured, children_killed, children_injured, defenders_killed, defenders_injured,
   responsible_officer_id, source_system, external_id, latitude, longitude, key_id, wrapped_key,
   ciphertext, state_since, urgency, attributes, alerted, catalogue_revision, reported_by, due_at, escalation_level,
   erase_at, reporter_indexed)
  with thrown as (
    select n, $1::timestamptz + ($2::timestamptz - $1) * (n / $3::float8) as at,
      width_bucket(random(), $7::float8[]) as place, random() as of_category, random() as of_end, random() as of_course,
      random() as of_origin, random() as of_beat, random() as of_due, md5(random()::text) as noise
    from generate_series(0, $3::int - 1) n
    offset 0
  ), placed as (
    select *, ($4::text[])[place] as hromada, ($5::text[])[place] as oblast,
      floor(of_beat * ($6::int[])[place]) as beat, of_origin < 0.2 as imported, now() - at as age,
      (array['public_order', 'medical', 'road_crash', 'infrastructure', 'domestic_violence', 'fire', 'other',
        'school_safety', 'gas', 'water', 'access_barrier'])
        [width_bucket(of_category, array[0, 0.35, 0.53, 0.65, 0.75, 0.87, 0.92, 0.955, 0.975, 0.99, 0.996])] as category
    from thrown
  ), gone as (
    select *, not imported and of_end < case
        when age < interval '2 days' then 0.6 when age < interval '14 days' then 0.1
        when age < interval '60 days' then 0.01 else 0.0005 end as is_open
    from placed
  ), notified as (
    select *, case
        when imported then (array['received', 'on_scene'])[width_bucket(of_course, array[0, 0.4])]
        when is_open then (array['received', 'triaged', 'dispatched', 'en_route', 'on_scene', 'reopened'])
          [width_bucket(of_course, array[0, 0.3, 0.5, 0.7, 0.75, 0.98])]
        else (array['closed', 'rejected', 'duplicate', 'resolved'])
          [width_bucket(of_course, array[0, 0.93, 0.97, 0.99])] end as state,
      case when is_open and age > interval '1 day' then 1 + floor(of_due * 5)::int else 0 end as level
    from gone
  )
  select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(noise, 1, 3) || 'a'
      || substr(noise, 4, 15))::uuid,
    state, category, 'phone_112', hromada, oblast, '', at, at,
    case when state in ('on_scene', 'closed') then at + interval '15 minutes' end, 0, 0, 0, 0, 0, 0,
    case when place % 40 > 0 and of_beat > 0.01 then overlay(overlay(md5(hromada || beat) placing '4' from 13) placing '8' from 17)::uuid end,
    case when imported then 'e112' end, case when imported then n::text end, 49.2, 28.5, 'first',
    decode(noise || noise, 'hex'), decode(repeat(noise, 12), 'hex'), at, 'normal', '{}', '["police"]', 1, 'fill',
    case when not is_open or level = 5 then null
      when level = 0 and of_due < 0.01 then now() - interval '1 minute' else now() + of_due * interval '6 hours' end,
    level, case when is_open or state = 'resolved' then null else at + interval '3 years' end, true
  from notified`;
