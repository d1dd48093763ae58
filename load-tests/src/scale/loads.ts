import { hromadas, specialCities } from '@safe-community/territory';

/** A country by its rate of reports. */
export interface Load {
  readonly name: string;
  readonly reportsPerDay: number;
}

/** Assumptions that were not measured: change them, and `npm run scale` shows the consequences. */
export const ASSUMED = {
  /** Reports per day in Ukraine. */
  reportsPerDay: 33_000,
  /** Evening peak relative to the mean of the day. */
  evening: 5,
  /** Minute of a disaster relative to the evening. */
  disaster: 10,
  /** Writes after each report: triage, responders, arrival, outcome, closing. */
  writesOfReport: 7,
  /** Events of those writes. */
  eventsOfReport: 8,
  /** Reads such as GetIncident by dispatchers, officers, and supervisors. */
  readsOfReport: 20,
  /** Maximum utilisation of a core or a ledger in the worst minute. */
  fullest: 0.7,
  /** Spare replicas, in case one fails. */
  leastReplicas: 2,
  leastCores: 2,
  /** Cores of the largest sensible database machine. */
  coresOfMachine: 32,
  /** Sessions of a PostgreSQL. */
  sessions: 200,
  /** Per replica: DATABASE_POOL, and the sessions of lease and consumers. */
  sessionsOfReplica: 13,
  /** Retention in the broker: days (STREAM_MAX_AGE) and bytes (STREAM_MAX_BYTES). */
  streamDays: 14,
  streamBytes: 2 * 1024 ** 3,
} as const;

const OTHER_COUNTRY = 300_000_000;

/** Population of the built-in territory. */
export function people(): number {
  return [...hromadas(), ...specialCities()].reduce((sum, { population }) => sum + population, 0);
}

export function loads(): Load[] {
  const { reportsPerDay } = ASSUMED;
  return [
    { name: 'today', reportsPerDay },
    { name: '10 ×', reportsPerDay: 10 * reportsPerDay },
    { name: '100 ×', reportsPerDay: 100 * reportsPerDay },
    { name: '300 million people', reportsPerDay: Math.round((OTHER_COUNTRY / people()) * reportsPerDay) },
  ];
}

/** Reports per second: mean of the day, evening, and minute of a disaster. */
export function rates({ reportsPerDay }: Load): { mean: number; evening: number; disaster: number } {
  const mean = reportsPerDay / 86_400;
  const evening = mean * ASSUMED.evening;
  return { mean, evening, disaster: evening * ASSUMED.disaster };
}
