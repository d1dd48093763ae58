/**
 * What is promised, as docs/slo.md has it for people. The one place where load tests (k6) and alert rules
 * (infra/src/observability) take it from.
 */

/** Over which time a promise is kept or not, days. */
export const WINDOW_DAYS = 30;

/** What users are promised of a method. */
export interface Objective {
  /** "safecommunity.officers.v1.OfficerRegistryService/GetOfficer" */
  readonly rpc: string;
  /** Share of calls that are answered as they should be, 0 to 1. */
  readonly availability: number;
  /** Milliseconds under which 99 of 100 calls are answered. */
  readonly p99Ms: number;
  /** Whether somebody is called at night when it is about to be broken. */
  readonly pages: boolean;
}

/** By the name of the method. */
export const OBJECTIVES = {
  ReportIncident: {
    rpc: 'safecommunity.incidents.v1.IncidentIntakeService/ReportIncident',
    availability: 0.999,
    p99Ms: 300,
    pages: true,
  },
  FindResponsibleOfficer: {
    rpc: 'safecommunity.officers.v1.OfficerRegistryService/FindResponsibleOfficer',
    availability: 0.999,
    p99Ms: 100,
    pages: true,
  },
  GetIncident: {
    rpc: 'safecommunity.incidents.v1.IncidentIntakeService/GetIncident',
    availability: 0.999,
    p99Ms: 100,
    pages: true,
  },
  GetScorecard: {
    rpc: 'safecommunity.statistics.v1.StatisticsService/GetScorecard',
    availability: 0.999,
    p99Ms: 100,
    pages: false,
  },
} as const satisfies Record<string, Objective>;

export type Promised = keyof typeof OBJECTIVES;

/** How soon what is committed in one service is known in another. */
export interface Freshness {
  /** Who has to know it. */
  readonly service: string;
  /** Whose events they are. */
  readonly producer: string;
  /** Share of events that are applied in time, 0 to 1. */
  readonly share: number;
  /** What in time is: seconds from commit to commit. */
  readonly seconds: number;
  readonly pages: boolean;
}

export const FRESHNESS = {
  /** Who answers for a place: reports are routed by what intake has heard of the registry. */
  'officers in intake': { service: 'incident-intake', producer: 'officers', share: 0.99, seconds: 5, pages: true },
  'incidents in statistics': { service: 'statistics', producer: 'incidents', share: 0.99, seconds: 5, pages: false },
} as const satisfies Record<string, Freshness>;

/** How long an event may wait for the broker before somebody is called, seconds. Nothing of it may be lost. */
export const LEDGER_AGE_SECONDS = 60;
