import type { Figures } from './figures.ts';
import { groupAt, ledgerCeiling } from './ledger-model.ts';
import { ASSUMED, rates, type Load } from './loads.ts';
import { serviceTimes, sumOf, timeOfCall } from './service-times.ts';
import { SHARE_OF_CORE } from './shared-cores.ts';

/** What to add when it is full. */
type Remedy = 'another replica' | 'another ledger' | 'a setting';

/** A resource that exists once, until more are added. */
export interface Resource {
  readonly name: string;
  readonly remedy: Remedy;
  /** Utilisation of a single one in the minute of a disaster; 1: full. */
  readonly use: number;
}

/** What a load needs; rates are those of the minute of a disaster. */
export interface Need {
  readonly load: Load;
  readonly perSecond: ReturnType<typeof rates>;
  readonly writesPerSecond: number;
  readonly resources: readonly Resource[];
  /** Databases of incident-intake, each with its own ledger, relay, and readers. */
  readonly ledgers: number;
  /** Replicas of each service, in total. */
  readonly intakes: number;
  readonly statistics: number;
  /** Of one database of incident-intake. */
  readonly databaseCores: number;
  readonly sessions: number;
  readonly rowsOfGroup: number;
  readonly syncsPerSecond: number;
  /** Of all databases of incident-intake, one copy. */
  readonly gigabytesOfYear: number;
  /** Of the broker, one copy. */
  readonly streamGigabytes: number;
}

export function needOf(load: Load, figures: Figures): Need {
  const times = serviceTimes(figures);
  const perSecond = rates(load);
  const writes = perSecond.disaster * ASSUMED.writesOfReport;
  const reads = perSecond.disaster * ASSUMED.readsOfReport;
  const events = perSecond.disaster * ASSUMED.eventsOfReport;
  // For one ledger; with several, batches are smaller and the cost per batch weighs more.
  const intakeCores = (rows: number): number =>
    (writes * timeOfCall(sumOf(times.program, times.relay.program), rows) + reads * figures.read.programMicros) /
    1_000_000;
  const databaseCores = (rows: number): number =>
    (writes * timeOfCall(sumOf(times.postgres, times.relay.postgres), rows) + reads * figures.read.postgresMicros) /
    1_000_000 /
    SHARE_OF_CORE;
  const together = groupAt(writes, times);
  const sessions = Math.ceil(intakeCores(together) / ASSUMED.fullest) * ASSUMED.sessionsOfReplica;
  const bytesOfStream = load.reportsPerDay * ASSUMED.eventsOfReport * ASSUMED.streamDays * figures.bytesOfEvent;
  const resources: Resource[] = [
    { name: 'event loop of one incident-intake', remedy: 'another replica', use: intakeCores(together) },
    { name: 'commits of one ledger, sequential', remedy: 'another ledger', use: writes / ledgerCeiling(times) },
    { name: 'relay of one ledger', remedy: 'another ledger', use: events / figures.relay.perSecond },
    {
      name: 'statistics, as consumer of one ledger',
      remedy: 'another ledger',
      use: events / figures.catchUp.perSecond,
    },
    {
      name: `database on ${ASSUMED.coresOfMachine} cores`,
      remedy: 'another ledger',
      use: databaseCores(together) / ASSUMED.coresOfMachine,
    },
    {
      name: `${ASSUMED.sessions} sessions of one database`,
      remedy: 'another ledger',
      use: sessions / ASSUMED.sessions,
    },
    { name: 'STREAM_MAX_BYTES, current value', remedy: 'a setting', use: bytesOfStream / ASSUMED.streamBytes },
  ];
  const ledgers = howMany(resources, 'another ledger', 1);
  const rowsOfGroup = groupAt(writes / ledgers, times);
  const intakesOfLedger = Math.max(
    ASSUMED.leastReplicas,
    Math.ceil(intakeCores(rowsOfGroup) / ledgers / ASSUMED.fullest),
  );
  return {
    load,
    perSecond,
    writesPerSecond: writes,
    resources,
    ledgers,
    intakes: ledgers * intakesOfLedger,
    statistics: Math.max(ASSUMED.leastReplicas, ledgers),
    databaseCores: Math.max(ASSUMED.leastCores, Math.ceil(databaseCores(rowsOfGroup) / ledgers / ASSUMED.fullest)),
    sessions: intakesOfLedger * ASSUMED.sessionsOfReplica,
    rowsOfGroup,
    syncsPerSecond: writes / ledgers / rowsOfGroup,
    gigabytesOfYear: (load.reportsPerDay * 365 * ASSUMED.writesOfReport * figures.bytesOfReport) / 1e9,
    streamGigabytes: bytesOfStream / 1e9,
  };
}

/** As many as leave each of them headroom. */
function howMany(resources: readonly Resource[], remedy: Remedy, least: number): number {
  const uses = resources.filter((resource) => resource.remedy === remedy).map(({ use }) => use);
  return Math.max(least, Math.ceil(Math.max(...uses) / ASSUMED.fullest));
}
