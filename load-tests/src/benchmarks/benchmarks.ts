import { setTimeout as sleep } from 'node:timers/promises';
import { printStandings } from '../frame/print-standings.ts';
import type { System } from '../system.ts';
import { startImageReplicas } from '../image-replicas.ts';
import { printStorage } from '../storage-meter.ts';
import { cameras } from './cameras.ts';
import { commitToCount } from './commit-to-count.ts';
import { figures } from './figures.ts';
import { printFigures } from './print-figures.ts';
import { floors } from './floors.ts';
import { printFloors } from './print-floors.ts';
import { hotPath, type HotPath } from './hot-path.ts';
import { idle, printIdle } from './idle.ts';
import { serviceMemory, type ServiceMemory } from './idle-memory.ts';
import { importThroughput } from './import-throughput.ts';
import { measureLists } from './list-incidents.ts';
import { officerImport } from './officer-import.ts';
import { officerLookup } from './officer-lookup.ts';
import { pages, printPages } from './pages.ts';
import { getIncident, printReads, scorecard } from './reads.ts';
import { registryMemory } from './registry-memory.ts';
import { reportThroughput } from './report-throughput.ts';
import { soak } from './soak.ts';

const IDLE_SECONDS = 25;
const IDLE_CPU_SECONDS = 30;
const OFFICERS = 100_000;
const CAMERAS = 20_000;
const HROMADAS_WITH_DAYS = 60;
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

function printMemory(title: string, services: readonly ServiceMemory[]): void {
  console.log(title);
  console.table(services);
  const sum = (of: (memory: ServiceMemory) => number): number => services.reduce((all, one) => all + of(one), 0);
  console.log(`all four: ${sum((one) => one.residentMb)} MB resident, ${sum((one) => one.proportionalMb)} MB in use`);
}

/**
 * The benchmarks, by name; each prints its results.
 * @param size number of incidents, officers, cameras, hromadas, seconds, minutes, calls in flight, or calls per second, for the
 * benchmarks that have one.
 */
export const BENCHMARKS: Record<string, (system: System, size: number | undefined) => Promise<void>> = {
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
  'hot-path': async (system, size) => printPath(await hotPath(system, size ?? 256)),
  'import-throughput': async (system) => printStandings(await importThroughput(system)),
  'officer-import': async (system) => printStandings(await officerImport(system)),
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
  pages: async (system) => printPages(await pages(system, (line) => console.log(line))),
  scorecard: async (system) => printReads(await scorecard(system)),
  'get-incident': async (system) => printReads(await getIncident(system)),
  figures: async (system, size) =>
    printFigures(await figures(system, size ?? HROMADAS_WITH_DAYS, (line) => console.log(line))),
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

function printPath({ perSecond, micros, areas, functions, storage }: HotPath): void {
  console.log(
    `${Math.round(perSecond)} reports/s under the profiler, ${Math.round(micros)} µs of incident-intake each`,
  );
  console.table(areas.map(({ name, micros: spent }) => ({ 'main thread': name, µs: Number(spent.toFixed(1)) })));
  console.table(functions.map(({ name, micros: spent }) => ({ 'self time': name, µs: Number(spent.toFixed(1)) })));
  printStorage(storage);
}
