import { rows, toDate, toOptionalDate, type EntityManager, type Rights } from '@safe-community/database';
import type {
  AccessibilityGrade,
  Condition,
  Equipment,
  PremisesFunding,
  Station,
  StationDetails,
  Vehicle,
} from './station.ts';

export const STATION_TABLES: readonly string[] = [
  `create table station (
     station_id uuid primary key,
     hromada_code text not null,
     oblast_code text not null,
     -- empty if it was not given
     settlement_code text not null,
     address text not null,
     funding text not null check (funding in ('hromada', 'police', 'other')),
     funded_since date not null,
     condition text not null check (condition in ('good', 'worn', 'unusable')),
     -- none while nobody has assessed the premises
     accessibility_grade text check (accessibility_grade in ('barrier_free', 'partly', 'barriers')),
     assessed_on date,
     assessment_source text,
     equipment jsonb not null,
     vehicles jsonb not null,
     officer_ids uuid[] not null,
     version int not null check (version > 0),
     opened_at timestamptz not null,
     closed_at timestamptz,
     changed_at timestamptz not null,
     -- for residents; empty if there is none
     phone text not null,
     check (num_nulls(accessibility_grade, assessed_on, assessment_source) in (0, 3))
   )`,
  // Needed by listStations (station.store.ts).
  'create index station_of_hromada on station (hromada_code text_pattern_ops, station_id)',
];

export const STATION_RIGHTS: Rights = {
  station: {
    insert: true,
    update: true,
    reader: {
      columns: [
        'station_id',
        'hromada_code',
        'oblast_code',
        'settlement_code',
        'funding',
        'funded_since',
        'condition',
        'accessibility_grade',
        'assessed_on',
        'opened_at',
        'closed_at',
        'changed_at',
      ],
    },
  },
};

export async function addStation(tx: EntityManager, station: Station): Promise<Station> {
  await rows(tx, INSERT, valuesOf(station));
  return station;
}

export async function saveStation<Changed extends Station>(tx: EntityManager, station: Changed): Promise<Changed> {
  await rows(tx, UPDATE, valuesOf(station));
  return station;
}

function valuesOf({ details, ...station }: Station): unknown[] {
  const { accessibility } = details;
  return [
    station.stationId,
    station.hromadaCode,
    station.oblastCode,
    details.settlementCode,
    details.address,
    details.funding,
    details.fundedSince,
    details.condition,
    accessibility?.grade ?? null,
    accessibility?.assessedOn ?? null,
    accessibility?.source ?? null,
    JSON.stringify(details.equipment),
    JSON.stringify(details.vehicles),
    details.officerIds,
    station.version,
    station.openedAt,
    station.closedAt ?? null,
    station.changedAt,
    details.phone,
  ];
}

const VALUES = `$1::uuid, $2::text, $3::text, $4::text, $5::text, $6::text, $7::date, $8::text, $9::text, $10::date,
  $11::text, $12::jsonb, $13::jsonb, $14::uuid[], $15::int, $16::timestamptz, $17::timestamptz, $18::timestamptz,
  $19::text`;

const INSERT = `insert into station values (${VALUES})`;

const UPDATE = `
  update station set (station_id, hromada_code, oblast_code, settlement_code, address, funding, funded_since, condition,
    accessibility_grade, assessed_on, assessment_source, equipment, vehicles, officer_ids, version, opened_at, closed_at,
    changed_at, phone) = (${VALUES})
  where station_id = $1`;

interface StationRow {
  readonly station_id: string;
  readonly hromada_code: string;
  readonly oblast_code: string;
  readonly settlement_code: string;
  readonly address: string;
  readonly funding: PremisesFunding;
  readonly funded_since: string;
  readonly condition: Condition;
  readonly accessibility_grade: AccessibilityGrade | null;
  readonly assessed_on: string | null;
  readonly assessment_source: string | null;
  readonly equipment: Equipment[];
  readonly vehicles: Vehicle[];
  readonly officer_ids: string[];
  readonly version: number;
  readonly opened_at: string;
  readonly closed_at: string | null;
  readonly changed_at: string;
  readonly phone: string;
}

const SELECT = `
  select station_id, hromada_code, oblast_code, settlement_code, address, funding, funded_since::text, condition,
    accessibility_grade, assessed_on::text, assessment_source, equipment, vehicles, officer_ids, version, opened_at,
    closed_at, changed_at, phone
  from station`;

export async function findStation(em: EntityManager, stationId: string): Promise<Station | undefined> {
  const [found] = await rows<StationRow>(em, `${SELECT} where station_id = $1`, [stationId]);
  return found && toStation(found);
}

/** The station, locked until the transaction ends. */
export async function lockStation(tx: EntityManager, stationId: string): Promise<Station | undefined> {
  const [found] = await rows<StationRow>(tx, `${SELECT} where station_id = $1 for update`, [stationId]);
  return found && toStation(found);
}

export interface StationFilter {
  /** Patterns of the hromada codes that the caller may see. */
  readonly visible: readonly string[];
  /** Patterns of the hromada codes that it asks for. */
  readonly wanted: readonly string[];
  readonly includeClosed: boolean;
}

/** Stations in the order of their ids. */
export async function listStations(
  em: EntityManager,
  { visible, wanted, includeClosed }: StationFilter,
  after: string | undefined,
  most: number,
): Promise<Station[]> {
  const values = [visible, wanted, includeClosed, after ?? null, most];
  return (await rows<StationRow>(em, LIST, values)).map(toStation);
}

const LIST = `${SELECT}
  where hromada_code like any ($1::text[]) and hromada_code like any ($2::text[]) and ($3 or closed_at is null)
    and ($4::uuid is null or station_id > $4)
  order by station_id limit $5`;

function toStation(row: StationRow): Station {
  const closedAt = toOptionalDate(row.closed_at);
  return {
    stationId: row.station_id,
    hromadaCode: row.hromada_code,
    oblastCode: row.oblast_code,
    details: toDetails(row),
    version: row.version,
    openedAt: toDate(row.opened_at),
    ...(closedAt === undefined ? {} : { closedAt }),
    changedAt: toDate(row.changed_at),
  };
}

function toDetails(row: StationRow): StationDetails {
  const { accessibility_grade: grade, assessed_on: assessedOn, assessment_source: source } = row;
  return {
    settlementCode: row.settlement_code,
    address: row.address,
    funding: row.funding,
    fundedSince: row.funded_since,
    condition: row.condition,
    ...(grade === null || assessedOn === null || source === null
      ? {}
      : { accessibility: { grade, assessedOn, source } }),
    equipment: row.equipment,
    vehicles: row.vehicles,
    officerIds: row.officer_ids,
    phone: row.phone,
  };
}

/**
 * The phone of an open station of one of the hromadas, if one has any: of a station in the settlement before others, then of
 * one in an earlier hromada, and of the oldest one.
 */
export async function findStationPhone(
  em: EntityManager,
  hromadaCodes: readonly string[],
  settlementCode: string,
): Promise<string | undefined> {
  const [found] = await rows<{ phone: string }>(em, PHONE, [hromadaCodes, settlementCode]);
  return found?.phone;
}

const PHONE = `
  select phone from station where hromada_code = any ($1::text[]) and closed_at is null and phone <> ''
  order by $2 <> '' and settlement_code = $2 desc, array_position($1::text[], hromada_code), station_id limit 1`;
