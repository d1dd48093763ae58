import type pg from 'pg';

/** Both processes need them; the lock lets one create them at a time. */
export async function createTables(pool: pg.Pool): Promise<void> {
  await pool.query(`
    begin;
    select pg_advisory_xact_lock(20261127);
    create table if not exists bare_incident (
      id uuid primary key default gen_random_uuid(),
      request_id uuid not null unique,
      category int not null,
      channel int not null,
      hromada_code text not null,
      description text not null,
      reporter_name text,
      reporter_phone text,
      attributes jsonb not null,
      demonstration boolean not null,
      received_at timestamptz not null default now()
    );
    create index if not exists bare_incident_hromada on bare_incident (hromada_code);
    create table if not exists bare_outbox (
      id bigint generated always as identity primary key,
      subject text not null,
      body jsonb not null
    );
    create table if not exists bare_count (
      hromada_code text,
      category int,
      incidents bigint not null,
      primary key (hromada_code, category)
    );
    create table if not exists bare_place (stream text primary key, sequence bigint not null);
    insert into bare_place values ('bare', 0) on conflict do nothing;
    commit`);
}
