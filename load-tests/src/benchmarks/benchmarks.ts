import { setTimeout as sleep } from 'node:timers/promises';
import { printBesideOurs } from '../floors/beside-rivals.ts';
import { printStandings } from '../frame/print-standings.ts';
import type { System } from '../system.ts';
import { startImageReplicas } from '../image-replicas.ts';
import { printStorage } from '../storage-meter.ts';
import { auditPrice } from './audit-price.ts';
import { besideBacklog } from './beside-backlog.ts';
import { cameras } from './cameras.ts';
import { catchUp } from './catch-up.ts';
import { commitToCount } from './commit-to-count.ts';
import { exportFigures } from './export-figures.ts';
import { figures } from './figures.ts';
import { printExport, printFigures, printRebuild } from './print-figures.ts';
import { floors } from './floors.ts';
import { printFloors } from './print-floors.ts';
import { hotPath, importPath, type HotPath } from './hot-path.ts';
import { idle, printIdle } from './idle.ts';
import { serviceMemory, type ServiceMemory } from './idle-memory.ts';
import { importThroughput } from './import-throughput.ts';
import { measureLocate } from './locate.ts';
import { measureLists } from './list-incidents.ts';
import { officerImport } from './officer-import.ts';
import { officerLookup } from './officer-lookup.ts';
import { pages, printPages } from './pages.ts';
import { getIncident, printReads, scorecard } from './reads.ts';
import { registryMemory } from './registry-memory.ts';
import { rebuildStatistics } from './rebuild-statistics.ts';
import { recordings, verifyChain } from './recordings.ts';
import { requestCheck } from './request-check.ts';
import { retentionRun } from './retention-run.ts';
import { reportThroughput } from './report-throughput.ts';
import { rivals } from './rivals.ts';
import { rowChange } from './row-change.ts';
import { scaleFigures } from './scale-figures.ts';
import { soak } from './soak.ts';
import { syncInterval } from './sync-interval.ts';
import { telemetryPrice } from './telemetry-price.ts';

const IDLE_SECONDS = 25;
const IDLE_CPU_SECONDS = 30;
const EVENTS_BEHIND = 200_000;
const OFFICERS = 100_000;
const CAMERAS = 20_000;
const RECORDINGS = 1_000_000;
const HROMADAS_WITH_DAYS = 60;
/** Of counters to export, and of events to rebuild from. */
const FIGURES = 1_000_000;
const CUSTODY_ENTRIES = 1_000_000;
/** Reports a second. */
const PACES = [200, 1_000];
/** Without a name; the others take an hour or many gigabytes. */
export const USUAL = [
  'idle',
  'idle-memory',
  'commit-to-count',
  'floors',
  'report-throughput',
  'import-throughput',
  'officer-import',
  'officer-lookup',
  'scorecard',
  'get-incident',
  'pages',
];

/** Benchmarks that start their own dependencies, by name. */
export const BY_THEMSELVES: Record<string, () => Promise<void>> = {
  'request-check': async () => {
    console.table(
      requestCheck().map(({ name, bytes, decode, inspect }) => ({
        request: name,
        bytes,
        'decode µs': Number(decode.toFixed(2)),
        'check µs': Number(inspect.toFixed(2)),
        'ratio to decoding': Number((inspect / decode).toFixed(2)),
      })),
    );
  },
  locate: async () => {
    const { readMs, lookups } = measureLocate();
    console.log(`The first lookup reads the borders: ${Math.round(readMs)} ms.`);
    console.table(
      lookups.map(({ name, p50, p99 }) => ({
        by: name,
        'p50 µs': Number(p50.toFixed(2)),
        'p99 µs': Number(p99.toFixed(2)),
      })),
    );
  },
  'row-change': async () => {
    const { standings, statements } = await rowChange();
    console.table(
      standings.map(({ name, cpu, perSecond, cpuRatio }) => ({
        by: name,
        statements: statements.get(name),
        'changes/s': Math.round(perSecond),
        'program µs': Math.round(cpu.program),
        'postgres µs': Math.round(cpu.postgres),
        'processor time of the entity ÷ this': Number(cpuRatio.toFixed(2)),
      })),
    );
  },
  'sync-interval': async () => {
    const { rows, syncsPerSecond } = await syncInterval();
    console.log(`This disk does ${Math.round(syncsPerSecond)} synced page writes per second.`);
    console.table(
      rows.map(({ inFlight, usual, always, ratio }) => ({
        'in flight': inFlight,
        '2m: acked/s': Math.round(usual.perSecond),
        '2m: p50 ms': Number(usual.p50.toFixed(2)),
        '2m: p99 ms': Number(usual.p99.toFixed(2)),
        'always: acked/s': Math.round(always.perSecond),
        'always: p50 ms': Number(always.p50.toFixed(2)),
        'always: p99 ms': Number(always.p99.toFixed(2)),
        'ratio 2m to always': Number(ratio.toFixed(1)),
      })),
    );
  },
};

function printMemory(title: string, services: readonly ServiceMemory[]): void {
  console.log(title);
  console.table(services);
  const sum = (of: (memory: ServiceMemory) => number): number => services.reduce((all, one) => all + of(one), 0);
  console.log(`all four: ${sum((one) => one.residentMb)} MB resident, ${sum((one) => one.proportionalMb)} MB in use`);
}

/**
 * The benchmarks of the running system, by name; each prints its results.
 * @param size number of incidents, officers, recordings, events, minutes, calls in flight, or calls per second, for the benchmarks that have
 * one.
 */
export const OF_THE_SYSTEM: Record<string, (system: System, size: number | undefined) => Promise<void>> = {
  idle: async (system, size) => printIdle(await idle(system, size ?? IDLE_CPU_SECONDS), size ?? IDLE_CPU_SECONDS),
  'idle-memory': async (system) => {
    await sleep(IDLE_SECONDS * 1_000);
    printMemory(`${IDLE_SECONDS} s after the main job, run from sources:`, serviceMemory(system.processes));
    const replicas = await startImageReplicas(system);
    await sleep(IDLE_SECONDS * 1_000);
    printMemory(`${IDLE_SECONDS} s after an idle start, as in its image:`, serviceMemory(replicas));
    await replicas.stop();
  },
  'commit-to-count': async (system, size) => {
    for (const pace of size === undefined ? PACES : [size]) {
      const { perSecond, events, refused, p50, p99, worst, lookedEveryMs, storage } = await commitToCount(system, pace);
      console.log(
        `${events} events at ${perSecond} reports/s, from the time in the event to its commit in statistics:`,
      );
      console.log(`p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, worst ${worst.toFixed(1)} ms`);
      console.log(`(up to ${lookedEveryMs.toFixed(1)} ms too long: the time between two looks at the checkpoint)`);
      if (refused > 0) console.log(`${refused} calls were refused: the machine cannot keep this pace`);
      printStorage(storage);
    }
  },
  'catch-up': async (system, size) => printStandings(await catchUp(system, size ?? EVENTS_BEHIND)),
  'beside-backlog': async (system, size) => {
    const stretches = await besideBacklog(system, size ?? EVENTS_BEHIND);
    console.table(
      stretches.map(({ beside, pace, drained, calls, p50, p99, echoP50, echoP99 }) => ({
        'beside the reports': beside,
        'reports/s': pace,
        calls,
        'p50 ms': Number(p50.toFixed(1)),
        'p99 ms': Number(p99.toFixed(1)),
        'echo p50 ms': Number(echoP50.toFixed(1)),
        'echo p99 ms': Number(echoP99.toFixed(1)),
        'drained/s': drained === undefined ? '' : Math.round(drained),
      })),
    );
  },
  'report-throughput': async (system) => {
    const { standings, storage } = await reportThroughput(system, (line) => console.log(line));
    printStandings(standings);
    printStorage(storage);
  },
  floors: async (system) => {
    const { results, storage } = await floors(system, (line) => console.log(line));
    printFloors(results);
    printStorage(storage);
  },
  'hot-path': async (system, size) => printPath('reports', await hotPath(system, size ?? 256)),
  'import-path': async (system, size) => printPath('rows', await importPath(system, size ?? 1)),
  'scale-figures': async (system) => console.log(JSON.stringify(await scaleFigures(system), undefined, 2)),
  rivals: async (system) => {
    const { standings, storage } = await rivals(system);
    printBesideOurs(standings);
    printStorage(storage);
  },
  'audit-price': async (system) => {
    const { standings, digestMicros, storage } = await auditPrice(system);
    printStandings(standings);
    console.log(`and ${digestMicros.toFixed(1)} µs for the digest of each entry, in both`);
    printStorage(storage);
  },
  'telemetry-price': async (system) => {
    const { standings, received, storage } = await telemetryPrice(system);
    printStandings(standings);
    console.log('Received by the collector:');
    console.table(received);
    printStorage(storage);
  },
  'import-throughput': async (system) => printStandings(await importThroughput(system)),
  'officer-import': async (system) => printStandings(await officerImport(system)),
  recordings: async (system) => printStandings(await recordings(system)),
  'verify-chain': async (system, size) => {
    const { entries, seconds } = await verifyChain(system, size ?? CUSTODY_ENTRIES);
    console.log(`${entries} entries verified in ${seconds.toFixed(1)} s: ${Math.round(entries / seconds)}/s`);
  },
  'officer-lookup': async (system) => {
    for (const standings of await officerLookup(system, (line) => console.log(line))) printReads(standings);
  },
  cameras: async (system, size) => {
    const { registrations, standings } = await cameras(system, size ?? CAMERAS, (line) => console.log(line));
    console.table(
      registrations.map(({ name, seconds, perSecond }) => ({
        way: name,
        seconds: Number(seconds.toFixed(1)),
        'cameras/s': Math.round(perSecond),
      })),
    );
    for (const one of standings) {
      printReads(one);
      const [coverage, echo] = one;
      if (coverage !== undefined && echo !== undefined)
        console.log(
          `p99 ${coverage.p99.toFixed(2)} ms ÷ echo ${echo.p99.toFixed(2)} ms = ${(coverage.p99 / echo.p99).toFixed(1)}`,
        );
    }
  },
  'registry-memory': async (system, size) => {
    const { states, bytesPerOfficer } = await registryMemory(system, size ?? OFFICERS, (line) => console.log(line));
    console.table(
      states.map(({ state, officersOnBeats, startMs, residentMb, peakMb, inUseMb }) => ({
        state,
        'officers on beats': officersOnBeats,
        'start s': Number((startMs / 1_000).toFixed(1)),
        'resident MB': residentMb,
        'at most MB': peakMb,
        'in use MB': Number(inUseMb.toFixed(1)),
      })),
    );
    console.log(`${Math.round(bytesPerOfficer)} bytes in use for each officer on a beat`);
  },
  'retention-run': async (system, size) => {
    const stretches = await retentionRun(system, size ?? RECORDINGS);
    console.table(
      stretches.map(({ beside, perSecond, readP50, readP99, writeP50, writeP99 }) => ({
        'beside the calls': beside,
        'recordings/s': perSecond === undefined ? '' : Math.round(perSecond),
        'read p50 ms': Number(readP50.toFixed(1)),
        'read p99 ms': Number(readP99.toFixed(1)),
        'write p50 ms': Number(writeP50.toFixed(1)),
        'write p99 ms': Number(writeP99.toFixed(1)),
      })),
    );
  },
  pages: async (system) => printPages(await pages(system, (line) => console.log(line))),
  scorecard: async (system) => printReads(await scorecard(system)),
  'get-incident': async (system) => printReads(await getIncident(system)),
  figures: async (system, size) =>
    printFigures(await figures(system, size ?? HROMADAS_WITH_DAYS, (line) => console.log(line))),
  'export-figures': async (system, size) =>
    printExport(await exportFigures(system, size ?? FIGURES, (line) => console.log(line))),
  'rebuild-statistics': async (system, size) =>
    printRebuild(await rebuildStatistics(system, size ?? FIGURES, (line) => console.log(line))),
  'list-incidents': async (system, size) => {
    const lists = await measureLists(system, size ?? 10_000_000, (line) => console.log(line));
    console.table(
      lists.map(({ list, measured }) => ({
        list,
        'p50 ms': Number(measured.p50.toFixed(1)),
        'p99 ms': Number(measured.p99.toFixed(1)),
        'per s': Math.round(measured.perSecond),
      })),
    );
  },
  soak: async (system, size) => {
    const minutes = size ?? 60;
    const { reports, mbPerHour, inUseMb, storage } = await soak(system, minutes, (line) => console.log(line));
    console.log(
      `${reports} reports in ${minutes} minutes; memory after the warm-up: ${mbPerHour.toFixed(1)} MB per hour`,
    );
    const [warm, end] = inUseMb.map((mb) => mb.toFixed(1));
    console.log(`in use, garbage left out: ${warm} MB after the warm-up, ${end} MB at the end`);
    printStorage(storage);
  },
};

function printPath(operations: string, { perSecond, micros, areas, functions, storage }: HotPath): void {
  console.log(
    `${Math.round(perSecond)} ${operations}/s under the profiler, ${Math.round(micros)} µs of incident-intake each`,
  );
  console.table(areas.map(({ name, micros: spent }) => ({ 'main thread': name, µs: Number(spent.toFixed(1)) })));
  console.table(functions.map(({ name, micros: spent }) => ({ 'self time': name, µs: Number(spent.toFixed(1)) })));
  printStorage(storage);
}
