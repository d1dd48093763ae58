import { FRESHNESS, OBJECTIVES, WEB_OBJECTIVES, type WebObjective } from '@safe-community/load-tests/objectives';
import type { RecordingRule } from './rule.ts';

/** A service level objective as an allowed share of failures. */
export interface Slo {
  /** Such as "ReportIncident answered". */
  readonly name: string;
  /** Allowed share of failures, 0 to 1. */
  readonly budget: number;
  readonly pages: boolean;
  /** PromQL for failures and for all events in a window such as `5m`, by namespace. */
  readonly bad: (window: string) => string;
  readonly all: (window: string) => string;
}

/**
 * Codes that are the fault of the service. NOT_FOUND and the like are correct answers; cancelled calls count as slow.
 */
const FAULTS = 'UNAVAILABLE|INTERNAL|UNKNOWN|DATA_LOSS|RESOURCE_EXHAUSTED|DEADLINE_EXCEEDED|UNIMPLEMENTED';
/** Codes whose latency is meaningful: answered, or cancelled by a waiting caller. */
const WAITED_FOR = 'OK|CANCELLED|DEADLINE_EXCEEDED';
const SLOW_SHARE = 0.01;
const CALLS = 'rpc_server_call_duration_seconds';
const PAGES = 'http_server_request_duration_seconds';
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
  ...Object.entries(WEB_OBJECTIVES).flatMap(([name, objective]) => ofWeb(name, objective)),
  ...Object.entries(FRESHNESS).map(([name, { producer, seconds, service, share, pages }]) => ({
    ...slow(name, pages, DELAY, `job="${service}",safe_community_ledger_producer="${producer}"`, seconds),
    budget: 1 - share,
  })),
];

/** A network that sends too much is answered correctly by 429, a page that does not exist by 404. */
function ofWeb(
  name: string,
  { method, routes, isOtherRoutes = false, availability, p99Ms, pages }: WebObjective,
): Slo[] {
  const labels = `http_request_method="${method}",http_route${isOtherRoutes ? '!~' : '=~'}"${routes}"`;
  return [
    {
      name: `${name} answered`,
      budget: 1 - availability,
      pages,
      bad: (window) => sumOf(`${PAGES}_count{${labels},http_response_status_code=~"5.."}`, window),
      all: (window) => sumOf(`${PAGES}_count{${labels}}`, window),
    },
    slow(`${name} fast`, pages, PAGES, labels, p99Ms / 1_000),
  ];
}

/** Burn rate of the error budget: at 1, it lasts exactly its period. One series per SLO. */
export const burnRules: readonly RecordingRule[] = WINDOWS.flatMap((window) =>
  SLOS.map(({ name, budget, pages, bad, all }) => ({
    record: burnRate(window),
    // If nothing has failed yet, the series does not exist.
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

/** The label of a whole number is "5" in one exposition format and "5.0" in the other. */
function boundOf(seconds: number): string {
  return Number.isInteger(seconds) ? `${seconds}([.]0)?` : String(seconds);
}

function sumOf(series: string, window: string): string {
  return `sum by (namespace) (rate(${series}[${window}]))`;
}
