import { prepared, unnested, type Rights, type Step } from '@safe-community/database';
import type { Day } from '../calendar/module.ts';
import { COMPLIANCE_CHANGING, COMPLIANCE_COLUMNS, type ComplianceDay } from './compliance-days.store.ts';
import { COVERAGE_FIGURES, type CoverageChange } from './coverage-days.store.ts';

// What was known on which day; camera_coverage_day and camera_compliance_day have what is known now.
export const VINTAGE_TABLES: readonly string[] = [
  `create table camera_coverage_vintage (
     like camera_coverage_day,
     -- the day on which camera-rollout recorded the event
     known_on date not null,
     primary key (unit_code, day, known_on)
   )`,
  `create table camera_compliance_vintage (
     like camera_compliance_day,
     known_on date not null,
     primary key (unit_code, day, known_on)
   )`,
];

const KEY = ['unit_code', 'day', 'known_on'];

export const VINTAGE_RIGHTS: Rights = {
  camera_coverage_vintage: {
    rebuiltFrom: 'cameras',
    insert: true,
    update: COVERAGE_FIGURES,
    delete: true,
    reader: { columns: [...KEY, ...COVERAGE_FIGURES] },
  },
  camera_compliance_vintage: {
    rebuiltFrom: 'cameras',
    insert: true,
    update: COMPLIANCE_CHANGING,
    delete: true,
    reader: { columns: [...KEY, ...COMPLIANCE_CHANGING] },
  },
};

/** With the day on which camera-rollout recorded it. */
export type Vintage<Figures> = Figures & { readonly knownOn: Day };

/** Of several of a unit, a day, and a day of knowledge, the latest counts, in whichever order they come. */
function latestOf<Figures extends { readonly unitCode: string; readonly day: Day }>(
  vintages: readonly Vintage<Figures>[],
  timeOf: (figures: Figures) => Date,
): Vintage<Figures>[] {
  const inOrder = vintages.toSorted((one, other) => timeOf(one).getTime() - timeOf(other).getTime());
  // One statement cannot write a row twice.
  return [...new Map(inOrder.map((each) => [`${each.unitCode} ${each.day} ${each.knownOn}`, each])).values()];
}

export function saveCoverageVintages(changes: readonly Vintage<CoverageChange>[]): Step {
  return { statement: SAVE_COVERAGE, values: COVERAGE.valuesOf(latestOf(changes, ({ changedAt }) => changedAt)) };
}

const COVERAGE = unnested<Vintage<CoverageChange>>([
  ['unit_code', 'text', ({ unitCode }) => unitCode],
  ['day', 'text', ({ day }) => day],
  ['known_on', 'text', ({ knownOn }) => knownOn],
  ['oblast_code', 'text', ({ oblastCode }) => oblastCode],
  ['strength', 'integer', ({ strength }) => strength],
  ['equipped', 'integer', ({ equipped }) => equipped],
  ['in_stock', 'integer', ({ inStock }) => inStock],
  ['in_repair', 'integer', ({ inRepair }) => inRepair],
  ['changed_at', 'timestamptz', ({ changedAt }) => changedAt],
]);

const SAVE_COVERAGE = saving('camera_coverage_vintage', COVERAGE, COVERAGE_FIGURES, 'changed_at');

export function saveComplianceVintages(counts: readonly Vintage<ComplianceDay>[]): Step {
  return { statement: SAVE_COMPLIANCE, values: COMPLIANCE.valuesOf(latestOf(counts, ({ countedAt }) => countedAt)) };
}

const COMPLIANCE = unnested<Vintage<ComplianceDay>>([
  ...COMPLIANCE_COLUMNS,
  ['known_on', 'text', ({ knownOn }) => knownOn],
]);

const SAVE_COMPLIANCE = saving('camera_compliance_vintage', COMPLIANCE, COMPLIANCE_CHANGING, 'counted_at');

function saving(
  table: string,
  { source, names }: Pick<typeof COVERAGE, 'source' | 'names'>,
  changing: readonly string[],
  time: string,
) {
  return prepared(`
    insert into ${table} as stored (${KEY.join(', ')}, ${changing.join(', ')})
    select unit_code, day::date, known_on::date, ${changing.join(', ')} from ${source} as new (${names})
    on conflict (${KEY.join(', ')}) do update set ${changing.map((column) => `${column} = excluded.${column}`).join(', ')}
    where excluded.${time} >= stored.${time}`);
}
