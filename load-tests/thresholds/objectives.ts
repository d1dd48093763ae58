/** What users are promised of a method, as docs/slo.md has it. The one place where load tests take it from. */
export interface Objective {
  /** Share of calls that are answered as they should be, 0 to 1. */
  readonly availability: number;
  /** Milliseconds under which 99 of 100 calls are answered. */
  readonly p99Ms: number;
}

/** By the name of the method. */
export const OBJECTIVES = {
  ReportIncident: { availability: 0.999, p99Ms: 300 },
  FindResponsibleOfficer: { availability: 0.999, p99Ms: 100 },
  GetIncident: { availability: 0.999, p99Ms: 100 },
  GetScorecard: { availability: 0.999, p99Ms: 100 },
} as const satisfies Record<string, Objective>;

export type Promised = keyof typeof OBJECTIVES;
