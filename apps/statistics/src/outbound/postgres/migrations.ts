import { defineMigration } from '@safe-community/database';
import { CONSUMER_TABLES, LEDGER_TABLES, REQUEST_TABLES } from '@safe-community/ledger';

const COUNTS = `
  incidents bigint not null check (incidents >= 0),
  killed bigint not null check (killed >= 0),
  injured bigint not null check (injured >= 0),
  defenders_killed bigint not null check (defenders_killed >= 0),
  defenders_injured bigint not null check (defenders_injured >= 0)`;

const FIGURE = `
  indicator text not null,
  kind text not null,
  period_start date not null,
  period_end date not null,
  revision integer not null,
  value double precision not null,
  qualifier text not null,
  publisher_uk text not null,
  publisher_en text not null,
  title text not null,
  published date not null,
  imported_by text not null,
  imported_at timestamptz not null`;

// A released migration is never edited: the next change is another entry.
export const MIGRATIONS = [
  defineMigration('2026-11-24-first', [
    ...LEDGER_TABLES,
    ...REQUEST_TABLES,
    ...CONSUMER_TABLES,
    // By the country, each oblast and each hromada. The key begins with what every query names.
    // Room in the pages keeps the updates of today's cells off the index.
    `create table incident_count (
       territory_code text not null,
       day date not null,
       category text not null,
       demonstration boolean not null,
       ${COUNTS},
       primary key (territory_code, day, category, demonstration)
     ) with (fillfactor = 70)`,
    // The whole country and all time: what the scorecard shows.
    `create table category_count (
       category text not null,
       demonstration boolean not null,
       ${COUNTS},
       primary key (category, demonstration)
     ) with (fillfactor = 20)`,
    `create table response_count (
       category text not null,
       bucket smallint not null,
       responses bigint not null check (responses >= 0),
       primary key (category, bucket)
     ) with (fillfactor = 50)`,
    `create table beat_primary (
       hromada_code text not null,
       district_code text not null,
       officer_id uuid not null,
       demonstration boolean not null,
       primary key (hromada_code, district_code)
     )`,
    `create table patrol_officer (
       officer_id uuid primary key,
       oblast_code text not null,
       demonstration boolean not null
     )`,
    `create table issued_camera (
       camera_id uuid primary key,
       officer_id uuid not null
     )`,
    `create table listed_unit (
       code text primary key,
       oblast_code text not null
     )`,
    // What counts now, and what it was before.
    `create table official_figure (
       ${FIGURE},
       primary key (indicator, kind, period_start, period_end)
     )`,
    `create table former_figure (
       ${FIGURE},
       primary key (indicator, kind, period_start, period_end, revision)
     )`,
  ]),
  defineMigration('2026-11-24-officer-state', [
    // The state that an officer came into last; no row for who is as at the registration.
    `create table officer_state (
       officer_id uuid primary key,
       state text not null
     )`,
  ]),
  // In a batch an incident may be withdrawn before it is counted: events of one kind are applied together.
  defineMigration('2026-11-24-counts-shrink', ['incident_count', 'category_count'].map(withoutBounds)),
  defineMigration('2026-11-24-responses-shrink', [
    'alter table response_count drop constraint response_count_responses_check',
  ]),
];

function withoutBounds(table: string): string {
  const counts = ['incidents', 'killed', 'injured', 'defenders_killed', 'defenders_injured'];
  return `alter table ${table} ${counts.map((count) => `drop constraint ${table}_${count}_check`).join(', ')}`;
}
