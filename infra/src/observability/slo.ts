import { FRESHNESS, OBJECTIVES } from '@safe-community/load-tests/objectives';
import type { RecordingRule } from './rule.ts';

/** A promise as a share of what happens, of which so much may go wrong. */
export interface Slo {
  /** "ReportIncident answered" */
  readonly name: string;
  /** Share that may go wrong, 0 to 1. */
  readonly budget: number;
  readonly pages: boolean;
  /** What went wrong, and all that happened, as PromQL for a window such as `5m`; by namespace. */
  readonly bad: (window: string) => string;
  readonly all: (window: string) => string;
}

/** Whose fault it is: the service's. NOT_FOUND and the like are right answers; who cancels is told of as slow. */
const FAULTS = 'UNAVAILABLE|INTERNAL|UNKNOWN|DATA_LOSS|RESOURCE_EXHAUSTED|DEADLINE_EXCEEDED|UNIMPLEMENTED';
/** Of which it makes sense to say how long they took: answered, or given up by whoever waited. */
const WAITED_FOR = 'OK|CANCELLED|DEADLINE_EXCEEDED';
const SLOW_SHARE = 0.01;
const CALLS = 'rpc_server_call_duration_seconds';
const DELAY = 'safe_community_consumer_delay_seconds';

export const WINDOWS = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'] as const;

export const SLOS: readonly Slo[] = [
  ...Object.entries(OBJECTIVES).flatMap(([method, { availability, p99Ms, pages, rpc }]): Slo[] => [
    {
      name: `${method} answered`,
      budget: 1 - availability,
      pages,
      bad: (window) => sumOf(`${CALLS}_count{rpc_method="${rpc}",rpc_response_status_code=~"${FAULTS}"}`, window),
      all: (window) => sumOf(`${CALLS}_count{rpc_method="${rpc}"}`, window),
    },
    slow(
      `${method} fast`,
      pages,
      CALLS,
      `rpc_method="${rpc}",rpc_response_status_code=~"${WAITED_FOR}"`,
      p99Ms / 1_000,
    ),
  ]),
  ...Object.entries(FRESHNESS).map(([name, { producer, seconds, service, share, pages }]) => ({
    ...slow(name, pages, DELAY, `job="${service}",safe_community_ledger_producer="${producer}"`, seconds),
    budget: 1 - share,
  })),
];

/** How fast the budget is used up: at 1 it lasts just as long as the time it is for. One series for each promise. */
export const burnRules: readonly RecordingRule[] = WINDOWS.flatMap((window) =>
  SLOS.map(({ name, budget, pages, bad, all }) => ({
    record: burnRate(window),
    // What has never gone wrong has no series yet.
    expr: `(${bad(window)} or 0 * ${all(window)}) / ${all(window)} / ${Number(budget.toFixed(6))}`,
    labels: { slo: name, pages: pages ? 'yes' : 'no' },
  })),
);

export function burnRate(window: (typeof WINDOWS)[number]): string {
  return `safe_community:slo_burn:rate${window}`;
}

function slow(name: string, pages: boolean, histogram: string, labels: string, seconds: number): Slo {
  const all = (window: string): string => sumOf(`${histogram}_count{${labels}}`, window);
  const inTime = (window: string): string => sumOf(`${histogram}_bucket{${labels},le=~"${boundOf(seconds)}"}`, window);
  return { name, budget: SLOW_SHARE, pages, all, bad: (window) => `(${all(window)} - ${inTime(window)})` };
}

/** A whole number is "5" in one format and "5.0" in the other. */
function boundOf(seconds: number): string {
  return Number.isInteger(seconds) ? `${seconds}([.]0)?` : String(seconds);
}

function sumOf(series: string, window: string): string {
  return `sum by (namespace) (rate(${series}[${window}]))`;
}
