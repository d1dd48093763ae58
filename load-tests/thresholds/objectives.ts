/**
 * The service level objectives (SLOs), described in docs/slo.md. The only source for load tests (k6) and alert rules
 * (infra/src/observability).
 */

/** Period of the SLOs, days. */
export const WINDOW_DAYS = 30;

/** The SLO of a method. */
export interface Objective {
  /** "safecommunity.officers.v1.OfficerRegistryService/GetOfficer" */
  readonly rpc: string;
  /** Share of calls that must be answered correctly, 0 to 1. */
  readonly availability: number;
  /** Maximum 99th percentile of the latency, milliseconds. */
  readonly p99Ms: number;
  /** Whether a threatened SLO pages someone at night. */
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

/** The SLO of a part of the public web. */
export interface WebObjective {
  readonly method: 'GET' | 'POST';
  /** What its route patterns match, as a regular expression of Prometheus. */
  readonly routes: string;
  readonly isOtherRoutes?: boolean;
  readonly availability: number;
  readonly p99Ms: number;
  readonly pages: boolean;
}

/** For programs; all other routes are pages. */
const PROGRAMS = '/(open311|api)/.*';

export const WEB_OBJECTIVES = {
  pages: { method: 'GET', routes: PROGRAMS, isOtherRoutes: true, availability: 0.999, p99Ms: 150, pages: true },
  programs: { method: 'GET', routes: PROGRAMS, availability: 0.999, p99Ms: 150, pages: false },
  /** Forms of the pages and reports of programs. */
  sent: { method: 'POST', routes: '/.*', availability: 0.999, p99Ms: 500, pages: true },
} as const satisfies Record<string, WebObjective>;

export type WebPromised = keyof typeof WEB_OBJECTIVES;

/** How soon a consumer must apply the events of a producer. */
export interface Freshness {
  /** The consuming service. */
  readonly service: string;
  /** The producer of the events. */
  readonly producer: string;
  /** Share of events that must be applied in time, 0 to 1. */
  readonly share: number;
  /** Maximum delay in seconds, from commit to commit. */
  readonly seconds: number;
  readonly pages: boolean;
}

export const FRESHNESS = {
  /** Responsible officers: intake routes reports by the events it has received from the registry. */
  'officers in intake': { service: 'incident-intake', producer: 'officers', share: 0.99, seconds: 5, pages: true },
  'incidents in statistics': { service: 'statistics', producer: 'incidents', share: 0.99, seconds: 5, pages: false },
} as const satisfies Record<string, Freshness>;

/** Maximum age of an unpublished event before someone is paged, seconds. No event may be lost. */
export const LEDGER_AGE_SECONDS = 60;
