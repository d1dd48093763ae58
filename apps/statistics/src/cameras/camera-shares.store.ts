import { prepared, rows, type EntityManager } from '@safe-community/database';
import type { Day } from '../calendar/module.ts';

/** What is counted of cameras: the part, and the whole that it is a part of. */
export type CameraCount =
  | 'coverage'
  | 'activation'
  | 'categorised'
  | 'linked'
  | 'complaints'
  | 'complaints_in_time'
  | 'footage_requests';

/** Days, by their first one. */
export interface DaysOf {
  readonly from: Day;
  readonly to: Day;
}

/** The sums of an oblast and of some days. */
export interface CameraSum {
  readonly from: Day;
  readonly oblastCode: string;
  readonly demonstration: boolean;
  readonly part: number;
  readonly whole: number;
}

/**
 * The sums of each range of days, by oblast. Coverage is that at the end of the last day.
 *
 * @param knownOn as known at the end of this day; undefined: as known now.
 */
export function sumCameras(
  tx: EntityManager,
  count: CameraCount,
  ranges: readonly DaysOf[],
  knownOn?: Day,
): Promise<CameraSum[]> {
  const values = [ranges.map(({ from }) => from), ranges.map(({ to }) => to)];
  return knownOn === undefined
    ? rows<CameraSum>(tx, SUMS[count], values)
    : rows<CameraSum>(tx, KNOWN_SUMS[count], [...values, knownOn]);
}

const SUMMED = `select first::text as "from", oblast_code as "oblastCode", demonstration`;
const RANGES = 'unnest($1::date[], $2::date[]) as range (first, last)';
const GROUPED = 'group by first, oblast_code, demonstration order by first, oblast_code, demonstration';

/** Where the counts are read. */
interface Sources {
  /** A common table expression that the statement of coverage begins with. */
  readonly before: string;
  readonly coverage: string;
  readonly compliance: string;
  /** Which requests are known. */
  readonly isKnown: string;
  /** Which of them are known to be decided, and which to be overdue. */
  readonly isDecided: string;
  readonly isOverdue: string;
}

function sumsFrom({
  before,
  coverage,
  compliance,
  isKnown,
  isDecided,
  isOverdue,
}: Sources): Readonly<Record<CameraCount, Statement>> {
  const complianceOf = (part: string, whole: string) =>
    prepared(`
      ${SUMMED}, sum(${part})::float8 as part, sum(${whole})::float8 as whole
      from ${RANGES} join ${compliance} counted_day on day between first and last ${GROUPED}`);
  const requestsOf = (kinds: string) =>
    prepared(`
      ${SUMMED}, count(*)::float8 as part, count(*)::float8 as whole
      from ${RANGES} join footage_outcome on received_on between first and last and ${kinds} and ${isKnown} ${GROUPED}`);
  return {
    coverage: prepared(`
      ${before} ${SUMMED}, sum(equipped)::float8 as part, sum(strength)::float8 as whole
      from ${RANGES}
      cross join (select distinct unit_code from ${coverage}) unit
      cross join lateral (
        select * from ${coverage} stored
        where stored.unit_code = unit.unit_code and stored.day <= last
        order by stored.day desc limit 1
      ) known ${GROUPED}`),
    activation: complianceOf('activated', 'counted'),
    categorised: complianceOf('categorised', 'recordings'),
    linked: complianceOf('linked', 'recordings'),
    complaints: requestsOf("kind = 'complaint'"),
    complaints_in_time: prepared(`
      ${SUMMED}, (count(*) filter (where not late and ${isDecided}))::float8 as part, count(*)::float8 as whole
      from ${RANGES} join footage_outcome on received_on between first and last
        and kind = 'complaint' and (${isDecided} or ${isOverdue}) and ${isKnown} ${GROUPED}`),
    footage_requests: requestsOf("kind <> 'complaint'"),
  };
}

type Statement = ReturnType<typeof prepared>;

const SUMS = sumsFrom({
  before: '',
  coverage: 'camera_coverage_day',
  compliance: 'camera_compliance_day',
  isKnown: 'true',
  isDecided: 'outcome is not null',
  isOverdue: 'overdue',
});

/** Null: of a version that did not keep the day. It is known today, and was perhaps not known before. */
const isKnownBy = (column: string) => `coalesce(${column}, (now() at time zone 'Europe/Kyiv')::date) <= $3::date`;

const KNOWN_SUMS = sumsFrom({
  before: `with known_coverage as materialized ${latestVintage('camera_coverage_vintage', 'changed_at')}`,
  coverage: 'known_coverage',
  compliance: latestVintage('camera_compliance_vintage', 'counted_at'),
  // Null: of a version that did not keep it, known on its day.
  isKnown: 'coalesce(known_on, received_on) <= $3::date',
  isDecided: `(outcome is not null and ${isKnownBy('decided_known_on')})`,
  isOverdue: `(overdue and ${isKnownBy('overdue_known_on')})`,
});

/** Of each unit and day, the last figures that were known on day $3. */
function latestVintage(table: string, time: string): string {
  return `(
    select distinct on (unit_code, day) * from ${table}
    where known_on <= $3::date order by unit_code, day, ${time} desc, known_on desc)`;
}
