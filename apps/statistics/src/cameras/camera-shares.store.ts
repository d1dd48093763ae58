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

/** The sums of each range of days, by oblast. Coverage is that at the end of the last day. */
export function sumCameras(tx: EntityManager, count: CameraCount, ranges: readonly DaysOf[]): Promise<CameraSum[]> {
  return rows<CameraSum>(tx, SUMS[count], [ranges.map(({ from }) => from), ranges.map(({ to }) => to)]);
}

const SUMMED = `select first::text as "from", oblast_code as "oblastCode", demonstration`;
const RANGES = 'unnest($1::date[], $2::date[]) as range (first, last)';
const GROUPED = 'group by first, oblast_code, demonstration order by first, oblast_code, demonstration';

function complianceOf(part: string, whole: string): string {
  return `
    ${SUMMED}, sum(${part})::float8 as part, sum(${whole})::float8 as whole
    from ${RANGES} join camera_compliance_day on day between first and last ${GROUPED}`;
}

function requestsOf(kinds: string): string {
  return `
    ${SUMMED}, count(*)::float8 as part, count(*)::float8 as whole
    from ${RANGES} join footage_outcome on received_on between first and last and ${kinds} ${GROUPED}`;
}

const SUMS: Readonly<Record<CameraCount, ReturnType<typeof prepared>>> = {
  coverage: prepared(`
    ${SUMMED}, sum(equipped)::float8 as part, sum(strength)::float8 as whole
    from ${RANGES}
    cross join (select distinct unit_code from camera_coverage_day) unit
    cross join lateral (
      select * from camera_coverage_day stored
      where stored.unit_code = unit.unit_code and stored.day <= last
      order by stored.day desc limit 1
    ) known ${GROUPED}`),
  activation: prepared(complianceOf('activated', 'counted')),
  categorised: prepared(complianceOf('categorised', 'recordings')),
  linked: prepared(complianceOf('linked', 'recordings')),
  complaints: prepared(requestsOf("kind = 'complaint'")),
  // Of those that are answered or should be; a decision in the future says nothing yet.
  complaints_in_time: prepared(`
    ${SUMMED}, (count(*) filter (where not late))::float8 as part, count(*)::float8 as whole
    from ${RANGES} join footage_outcome
      on received_on between first and last and kind = 'complaint' and (outcome is not null or overdue) ${GROUPED}`),
  footage_requests: prepared(requestsOf("kind <> 'complaint'")),
};
