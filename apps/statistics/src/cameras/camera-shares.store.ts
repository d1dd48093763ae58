import { prepared, rows, type EntityManager } from '@safe-community/database';
import type { Day } from '../calendar/module.ts';
import { coverageUntil, knownRequests, latestCompliance } from './known-figures.store.ts';

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

const SUMMED = `select first::text as "from", oblast_code as "oblastCode"`;
const RANGES = 'unnest($1::date[], $2::date[]) as range (first, last)';
const GROUPED = 'group by first, oblast_code order by first, oblast_code';

/** Where the counts are read. */
interface Sources {
  readonly coverage: string;
  readonly compliance: string;
  readonly requests: string;
}

function sumsFrom({ coverage, compliance, requests }: Sources): Readonly<Record<CameraCount, Statement>> {
  const complianceOf = (part: string, whole: string) =>
    prepared(`
      ${SUMMED}, sum(${part})::float8 as part, sum(${whole})::float8 as whole
      from ${RANGES} join ${compliance} counted_day on day between first and last ${GROUPED}`);
  const requestsOf = (kinds: string) =>
    prepared(`
      ${SUMMED}, count(*)::float8 as part, count(*)::float8 as whole
      from ${RANGES} join ${requests} request on received_on between first and last and ${kinds} ${GROUPED}`);
  return {
    coverage: prepared(`
      ${SUMMED}, sum(equipped)::float8 as part, sum(strength)::float8 as whole
      from ${RANGES} cross join ${coverage} ${GROUPED}`),
    activation: complianceOf('activated', 'counted'),
    categorised: complianceOf('categorised', 'recordings'),
    linked: complianceOf('linked', 'recordings'),
    complaints: requestsOf("kind = 'complaint'"),
    complaints_in_time: prepared(`
      ${SUMMED}, (count(*) filter (where not late))::float8 as part, count(*)::float8 as whole
      from ${RANGES} join ${requests} request on received_on between first and last
        and kind = 'complaint' and (outcome is not null or overdue) ${GROUPED}`),
    footage_requests: requestsOf("kind <> 'complaint'"),
  };
}

type Statement = ReturnType<typeof prepared>;

const SUMS = sumsFrom({
  coverage: coverageUntil('last'),
  compliance: 'camera_compliance_day',
  requests: 'footage_outcome',
});

const KNOWN_SUMS = sumsFrom({
  coverage: coverageUntil('last', '$3'),
  compliance: latestCompliance('$3'),
  requests: knownRequests('$3'),
});
