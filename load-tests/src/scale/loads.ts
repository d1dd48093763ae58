import { hromadas, specialCities } from '@safe-community/territory';

/** A country that reports so much. */
export interface Load {
  readonly name: string;
  readonly reportsPerDay: number;
}

/** What is taken for granted, since it was not measured: change it, and `npm run scale` says what follows. */
export const ASSUMED = {
  /** Reports of a day in Ukraine. */
  reportsPerDay: 33_000,
  /** The evening's hour, to the mean of the day. */
  evening: 5,
  /** Within a minute, to the evening. */
  disaster: 10,
  /** Writes that follow each report: triage, responders, arrival, outcome, closing. */
  writesOfReport: 7,
  /** Events of those. */
  eventsOfReport: 8,
  /** GetIncident and the like: dispatchers, officers, supervisors. */
  readsOfReport: 20,
  /** Of a core or a ledger, at the worst minute. */
  fullest: 0.7,
  /** What falls must have somebody in its place. */
  leastReplicas: 2,
  leastCores: 2,
  /** Cores of the largest machine that is worth having for a database. */
  coresOfMachine: 32,
  /** Sessions that a PostgreSQL is given. */
  sessions: 200,
  /** DATABASE_POOL, and the sessions of lease and consumers, of one replica. */
  sessionsOfReplica: 13,
  /** Days that the broker keeps events (STREAM_MAX_AGE), and bytes it may take for them (STREAM_MAX_BYTES). */
  streamDays: 14,
  streamBytes: 2 * 1024 ** 3,
} as const;

const OTHER_COUNTRY = 300_000_000;

/** People of the built-in territory. */
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

/** Reports a second, on the mean of the day, in the evening and in the minute of a disaster. */
export function rates({ reportsPerDay }: Load): { mean: number; evening: number; disaster: number } {
  const mean = reportsPerDay / 86_400;
  const evening = mean * ASSUMED.evening;
  return { mean, evening, disaster: evening * ASSUMED.disaster };
}
