import { rows, toDate, toOptionalDate, type EntityManager, type Rights } from '@safe-community/database';
import { preconditionFailed, type Decision } from '@safe-community/domain-kit';
import type { AirRescue, RescueState } from './air-rescue.ts';
import type { Aircraft, AirSite, SiteKind } from './air-site.ts';

export const AIR_TABLES: readonly string[] = [
  `create table air_site (
     code text primary key,
     kind text not null check (kind in ('landing_site', 'base')),
     hromada_code text not null,
     oblast_code text not null,
     latitude double precision not null,
     longitude double precision not null,
     -- "HH:MM" in Kyiv; both empty for day and night
     opens text not null,
     closes text not null,
     aircraft jsonb not null,
     cruising_kmh int not null,
     readiness_minutes int not null
   )`,
  `create table air_rescue (
     air_rescue_id uuid primary key,
     incident_id uuid not null,
     state text not null check (state in ('requested', 'accepted', 'refused', 'used')),
     base_code text not null,
     landing_site_code text not null,
     requested_at timestamptz not null,
     accepted_at timestamptz,
     refused_at timestamptz,
     used_at timestamptz
   )`,
  // Needed by rescuesOf (air-rescue.store.ts).
  `create index air_rescue_of_incident on air_rescue (incident_id)`,
];

export const AIR_RIGHTS: Rights = {
  air_site: {
    insert: true,
    update: true,
    reader: { columns: ['code', 'kind', 'hromada_code', 'oblast_code', 'opens', 'closes'] },
  },
  air_rescue: { insert: true, update: ['state', 'accepted_at', 'refused_at', 'used_at'] },
};

/** Registers or replaces a site. SITE_KIND_FIXED if it has another kind. */
export async function saveSite(tx: EntityManager, site: AirSite): Promise<Decision<AirSite>> {
  const saved = await rows(tx, SAVE_SITE, [
    site.code,
    site.kind,
    site.hromadaCode,
    site.oblastCode,
    site.point.latitude,
    site.point.longitude,
    site.opens,
    site.closes,
    JSON.stringify(site.aircraft),
    site.cruisingKmh,
    site.readinessMinutes,
  ]);
  if (saved.length > 0) return site;
  return preconditionFailed('SITE_KIND_FIXED', 'a site keeps its kind: register another one');
}

const SAVE_SITE = `
  insert into air_site values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10, $11)
  on conflict (code) do update set
    hromada_code = excluded.hromada_code, oblast_code = excluded.oblast_code, latitude = excluded.latitude,
    longitude = excluded.longitude, opens = excluded.opens, closes = excluded.closes, aircraft = excluded.aircraft,
    cruising_kmh = excluded.cruising_kmh, readiness_minutes = excluded.readiness_minutes
  where air_site.kind = excluded.kind
  returning code`;

/** By code. A country has some hundreds. */
export async function listSites(em: EntityManager): Promise<AirSite[]> {
  const found = await rows<SiteRow>(em, 'select * from air_site order by code');
  return found.map((row) => ({
    code: row.code,
    kind: row.kind,
    hromadaCode: row.hromada_code,
    oblastCode: row.oblast_code,
    point: { latitude: row.latitude, longitude: row.longitude },
    opens: row.opens,
    closes: row.closes,
    aircraft: row.aircraft,
    cruisingKmh: row.cruising_kmh,
    readinessMinutes: row.readiness_minutes,
  }));
}

interface SiteRow {
  readonly code: string;
  readonly kind: SiteKind;
  readonly hromada_code: string;
  readonly oblast_code: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly opens: string;
  readonly closes: string;
  readonly aircraft: readonly Aircraft[];
  readonly cruising_kmh: number;
  readonly readiness_minutes: number;
}

/** Oldest first. */
export async function rescuesOf(em: EntityManager, incidentId: string): Promise<AirRescue[]> {
  const found = await rows<RescueRow>(
    em,
    'select * from air_rescue where incident_id = $1 order by requested_at, air_rescue_id',
    [incidentId],
  );
  return found.map((row) => ({
    airRescueId: row.air_rescue_id,
    state: row.state,
    baseCode: row.base_code,
    landingSiteCode: row.landing_site_code,
    requestedAt: toDate(row.requested_at),
    acceptedAt: toOptionalDate(row.accepted_at),
    refusedAt: toOptionalDate(row.refused_at),
    usedAt: toOptionalDate(row.used_at),
  }));
}

interface RescueRow {
  readonly air_rescue_id: string;
  readonly state: RescueState;
  readonly base_code: string;
  readonly landing_site_code: string;
  readonly requested_at: string;
  readonly accepted_at: string | null;
  readonly refused_at: string | null;
  readonly used_at: string | null;
}

export async function saveRescue(tx: EntityManager, incidentId: string, rescue: AirRescue): Promise<void> {
  const { airRescueId, state, baseCode, landingSiteCode, requestedAt, acceptedAt, refusedAt, usedAt } = rescue;
  await rows(
    tx,
    `insert into air_rescue values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (air_rescue_id) do update set state = excluded.state, accepted_at = excluded.accepted_at,
       refused_at = excluded.refused_at, used_at = excluded.used_at`,
    [
      airRescueId,
      incidentId,
      state,
      baseCode,
      landingSiteCode,
      requestedAt,
      acceptedAt ?? null,
      refusedAt ?? null,
      usedAt ?? null,
    ],
  );
}
