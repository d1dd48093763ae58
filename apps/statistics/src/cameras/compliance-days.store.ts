import { prepared, rows, unnested, type Database, type Rights, type Step } from '@safe-community/database';
import type { Day } from '../calendar/module.ts';
import type { CounterTable } from '../counting/module.ts';
import { latestCompliance } from './known-figures.store.ts';

export const COMPLIANCE_TABLES: readonly string[] = [
  // The last figures of a patrol unit for each day.
  `create table camera_compliance_day (
     unit_code text not null,
     day date not null,
     oblast_code text not null,
     attended int not null,
     counted int not null,
     activated int not null,
     recordings int not null,
     categorised int not null,
     linked int not null,
     complaints_with_footage int not null,
     complaints_without_footage int not null,
     counted_at timestamptz not null,
     primary key (unit_code, day)
   )`,
  // Needed by CELLS (compliance-days.store.ts).
  'create index camera_compliance_by_day on camera_compliance_day (day)',
];

const COUNTS = [
  'attended',
  'counted',
  'activated',
  'recordings',
  'categorised',
  'linked',
  'complaints_with_footage',
  'complaints_without_footage',
];

export const COMPARED_COMPLIANCE: CounterTable = {
  name: 'camera_compliance_day',
  keys: ['unit_code', 'day'],
  counts: COUNTS,
};
export const COMPLIANCE_CHANGING = ['oblast_code', ...COUNTS, 'counted_at'];

export const COMPLIANCE_RIGHTS: Rights = {
  camera_compliance_day: {
    rebuiltFrom: 'cameras',
    insert: true,
    update: COMPLIANCE_CHANGING,
    delete: true,
    reader: { columns: ['unit_code', 'day', ...COMPLIANCE_CHANGING] },
  },
};

interface ComplianceCounts {
  readonly attended: number;
  readonly counted: number;
  readonly activated: number;
  readonly recordings: number;
  readonly categorised: number;
  readonly linked: number;
  readonly complaintsWithFootage: number;
  readonly complaintsWithoutFootage: number;
}

/** The figures of a unit for a day, as counted at an instant. */
export interface ComplianceDay extends ComplianceCounts {
  readonly unitCode: string;
  readonly day: Day;
  readonly oblastCode: string;
  readonly countedAt: Date;
}

/** Of several counts of a unit and a day, the latest one holds, in whichever order they come. */
export function saveCompliance(counts: readonly ComplianceDay[]): Step {
  const inOrder = counts.toSorted((one, other) => one.countedAt.getTime() - other.countedAt.getTime());
  // One statement cannot write a row twice.
  const latest = [...new Map(inOrder.map((each) => [`${each.unitCode} ${each.day}`, each])).values()];
  return { statement: SAVE, values: DAYS.valuesOf(latest) };
}

export const COMPLIANCE_COLUMNS: Parameters<typeof unnested<ComplianceDay>>[0] = [
  ['unit_code', 'text', ({ unitCode }) => unitCode],
  ['day', 'text', ({ day }) => day],
  ['oblast_code', 'text', ({ oblastCode }) => oblastCode],
  ['attended', 'integer', ({ attended }) => attended],
  ['counted', 'integer', ({ counted }) => counted],
  ['activated', 'integer', ({ activated }) => activated],
  ['recordings', 'integer', ({ recordings }) => recordings],
  ['categorised', 'integer', ({ categorised }) => categorised],
  ['linked', 'integer', ({ linked }) => linked],
  ['complaints_with_footage', 'integer', ({ complaintsWithFootage }) => complaintsWithFootage],
  ['complaints_without_footage', 'integer', ({ complaintsWithoutFootage }) => complaintsWithoutFootage],
  ['counted_at', 'timestamptz', ({ countedAt }) => countedAt],
];

const DAYS = unnested<ComplianceDay>(COMPLIANCE_COLUMNS);

const SAVE = prepared(`
  insert into camera_compliance_day as stored (unit_code, day, ${COMPLIANCE_CHANGING.join(', ')})
  select unit_code, day::date, ${COMPLIANCE_CHANGING.join(', ')} from ${DAYS.source} as new (${DAYS.names})
  on conflict (unit_code, day) do update set ${COMPLIANCE_CHANGING.map((column) => `${column} = excluded.${column}`).join(', ')}
  where excluded.counted_at >= stored.counted_at`);

export interface ComplianceQuery {
  readonly from: Day;
  readonly to: Day;
  /** Empty for the country. */
  readonly oblastCode: string;
  readonly byUnit: boolean;
  readonly byDay: boolean;
  /** As known at the end of this day; undefined: as known now. */
  readonly knownOn: Day | undefined;
}

export interface ComplianceCell extends ComplianceCounts {
  /** Empty unless the query is by day. */
  readonly day: Day;
  /** Empty unless the query is by unit. */
  readonly unitCode: string;
  readonly oblastCode: string;
}

/** Sums of the days, by day and unit. */
export function findCompliance(
  database: Database,
  { from, to, oblastCode, byUnit, byDay, knownOn }: ComplianceQuery,
): Promise<ComplianceCell[]> {
  const values = [from, to, oblastCode, byUnit, byDay];
  return knownOn === undefined
    ? rows<ComplianceCell>(database.em.fork(), CELLS, values)
    : rows<ComplianceCell>(database.em.fork(), KNOWN_CELLS, [...values, knownOn]);
}

const cellsFrom = (compliance: string) =>
  prepared(`
  select case when $5 then day::text else '' end as day, case when $4 then unit_code else '' end as "unitCode",
    case when $4 then oblast_code else '' end as "oblastCode",
    sum(attended)::int as attended, sum(counted)::int as counted, sum(activated)::int as activated,
    sum(recordings)::int as recordings, sum(categorised)::int as categorised, sum(linked)::int as linked,
    sum(complaints_with_footage)::int as "complaintsWithFootage",
    sum(complaints_without_footage)::int as "complaintsWithoutFootage"
  from ${compliance} counted_day
  where day between $1::date and $2::date and ($3 = '' or oblast_code = $3)
  group by 1, 2, 3 order by 1, 2`);

const CELLS = cellsFrom('camera_compliance_day');
const KNOWN_CELLS = cellsFrom(latestCompliance('$6'));
