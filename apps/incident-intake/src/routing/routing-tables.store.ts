import type { Rights } from '@safe-community/database';

/** Who is on which beat, which territorial units there are, and how the routing of open incidents is kept up to date. */
export const ROUTING_TABLES: readonly string[] = [
  // Hromadas and cities that the registry listed beyond the built-in table.
  `create table listed_unit (
     code text primary key,
     oblast_code text not null
   )`,
  `create table beat_coverage (
     beat_id uuid not null,
     unit_code text not null,
     hromada_code text not null,
     primary key (beat_id, unit_code)
   )`,
  `create table beat_staffing (
     assignment_id uuid primary key,
     beat_id uuid not null,
     hromada_code text not null,
     officer_id uuid not null,
     role text not null,
     deputy_order integer not null,
     -- in active service
     active boolean not null,
     starts_at timestamptz not null,
     ends_at timestamptz
   )`,
  // Needed by SAVE_ACTIVITY, TAKE_OFF_BEATS (staffing-steps.store.ts).
  `create index beat_staffing_of_officer on beat_staffing (officer_id)`,
  // Needed by REMOVE_PRIMARIES (staffing-steps.store.ts).
  `create index beat_staffing_of_beat on beat_staffing (beat_id)`,
  // Needed by DUE_BOUNDARIES (beats.store.ts).
  `create index beat_staffing_by_end on beat_staffing (ends_at) where ends_at is not null`,
  // When an assignment begins or ends: then the open incidents of the hromada are checked. Deleted when that is due.
  `create table beat_boundary (
     at timestamptz not null,
     hromada_code text not null,
     primary key (at, hromada_code)
   )`,
  // Hromadas whose open incidents are to be checked; deleted when that is done.
  `create table changed_beats (
     hromada_code text primary key,
     cause text not null
   )`,
  // Hromadas that the registry says are merged into another one, from a day on. Statistics has the same table: each
  // service keeps what it consumes in its own database, and apps do not import each other.
  `create table merged_hromada (
     code text primary key,
     successor_code text not null,
     -- a day of Kyiv time, which may lie in the future
     effective_on date not null
   )`,
  // Which settlements a starosta district consists of, from a day on, as the registry says.
  `create table starosta_district_settlements (
     district_code text not null,
     -- a day of Kyiv time, which may lie in the future
     valid_from date not null,
     hromada_code text not null,
     settlement_codes text[] not null,
     primary key (district_code, valid_from)
   )`,
];

export const ROUTING_RIGHTS: Rights = {
  listed_unit: {
    insert: true,
    update: ['oblast_code'],
    delete: true,
    reader: { columns: ['code', 'oblast_code'] },
  },
  beat_coverage: {
    insert: true,
    delete: true,
    reader: { columns: ['beat_id', 'unit_code', 'hromada_code'] },
  },
  beat_staffing: {
    insert: true,
    update: ['role', 'deputy_order', 'active', 'starts_at', 'ends_at'],
    delete: true,
    reader: {
      columns: [
        'assignment_id',
        'beat_id',
        'hromada_code',
        'officer_id',
        'role',
        'deputy_order',
        'active',
        'starts_at',
        'ends_at',
      ],
    },
  },
  beat_boundary: { insert: true, delete: true },
  changed_beats: { insert: true, update: ['cause'], delete: true },
  merged_hromada: {
    insert: true,
    update: ['successor_code', 'effective_on'],
    delete: true,
    reader: { columns: ['code', 'successor_code', 'effective_on'] },
  },
  starosta_district_settlements: {
    insert: true,
    update: ['hromada_code', 'settlement_codes'],
    delete: true,
    reader: { columns: ['district_code', 'valid_from', 'hromada_code', 'settlement_codes'] },
  },
};
