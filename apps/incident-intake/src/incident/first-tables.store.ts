import { CONSUMER_TABLES, LEDGER_TABLES, REQUEST_TABLES } from '@safe-community/ledger';

/** The ledger, the incidents, and who is on which beat. */
export const FIRST_TABLES: readonly string[] = [
  ...LEDGER_TABLES,
  ...REQUEST_TABLES,
  ...CONSUMER_TABLES,
  // Partitioned by the id, whose first 48 bits are the time of receipt (UUID version 7).
  `create table incident (
       incident_id uuid primary key,
       state text not null,
       category text not null,
       channel text not null,
       hromada_code text not null,
       oblast_code text not null,
       starosta_district_code text not null,
       occurred_at timestamptz not null,
       received_at timestamptz not null,
       on_scene_at timestamptz,
       killed integer not null,
       injured integer not null,
       children_killed integer not null,
       children_injured integer not null,
       defenders_killed integer not null,
       defenders_injured integer not null,
       responsible_officer_id uuid,
       source_system text,
       external_id text,
       demonstration boolean not null,
       latitude double precision,
       longitude double precision,
       -- narrative, reporter and sensitive point, under a data key of the case
       key_id text,
       wrapped_key bytea,
       ciphertext bytea
     ) partition by range (incident_id)`,
  `create table incident_default partition of incident default`,
  `create index incident_of_hromada on incident (hromada_code, incident_id)`,
  `create index incident_unrouted on incident (incident_id) where responsible_officer_id is null`,
  `create table beat_officer (
       hromada_code text not null,
       district_code text not null,
       officer_id uuid not null,
       role text not null,
       active boolean not null,
       primary key (hromada_code, district_code, officer_id)
     )`,
  `create index beat_officer_of_officer on beat_officer (officer_id)`,
  `create table listed_unit (
       code text primary key,
       oblast_code text not null
     )`,
];
