import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { auditPrice } from './audit-price.ts';
import { commitToCount } from './commit-to-count.ts';
import { serviceMemory, type ServiceMemory } from './idle-memory.ts';
import { importThroughput } from './import-throughput.ts';
import { measureLists } from './list-incidents.ts';
import { requestCheck } from './request-check.ts';
import { reportThroughput } from './report-throughput.ts';
import { soak } from './soak.ts';
import { syncInterval } from './sync-interval.ts';
import { startSystem, type System } from './system.ts';

const IDLE_SECONDS = 25;
/** Without a name; the others take an hour or many gigabytes. */
const USUAL = ['idle-memory', 'commit-to-count', 'report-throughput', 'import-throughput'];

/** Those that start what they need themselves, by name. */
const BY_THEMSELVES: Record<string, () => Promise<void>> = {
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
  'sync-interval': async () => {
    const { rows, syncsPerSecond } = await syncInterval();
    console.log(`This disk takes ${Math.round(syncsPerSecond)} synced writes of a page a second.`);
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

/** The benchmarks of the running system by name; each prints what it measured. */
const OF_THE_SYSTEM: Record<string, (system: System) => Promise<void>> = {
  'idle-memory': async (system) => {
    console.log(`${IDLE_SECONDS} s after the main job:`);
    await sleep(IDLE_SECONDS * 1_000);
    const services = serviceMemory(system.pid);
    console.table(services);
    const sum = (of: (memory: ServiceMemory) => number): number => services.reduce((all, one) => all + of(one), 0);
    console.log(`all four: ${sum((one) => one.residentMb)} MB resident, ${sum((one) => one.proportionalMb)} MB in use`);
  },
  'commit-to-count': async (system) => {
    const { perSecond, reports, p50, p99, worst, scorecardP50 } = await commitToCount(system);
    console.log(`${reports} reports at ${perSecond}/s, from the answer to its count in statistics:`);
    console.log(`p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, worst ${worst.toFixed(1)} ms`);
    console.log(`(asked by scorecard calls of ${scorecardP50.toFixed(1)} ms each)`);
  },
  'report-throughput': async (system) => {
    const rows = await reportThroughput(system, (line) => console.log(line));
    console.table(
      rows.map(({ inFlight, echo, report, insert, ratio, insertRatio }) => ({
        'in flight': inFlight,
        'echo/s': Math.round(echo.perSecond),
        'echo p99 ms': Number(echo.p99.toFixed(1)),
        'reports/s': Math.round(report.perSecond),
        'report p50 ms': Number(report.p50.toFixed(1)),
        'report p99 ms': Number(report.p99.toFixed(1)),
        'ratio to echo': Number(ratio.toFixed(2)),
        'bare inserts/s': Math.round(insert.perSecond),
        'ratio to insert': Number(insertRatio.toFixed(2)),
      })),
    );
  },
  'audit-price': async (system) => {
    const { prices, digestMicros } = await auditPrice(system);
    console.table(
      prices.map(({ inFlight, without, audited, ratio }) => ({
        'in flight': inFlight,
        'without: reports/s': Math.round(without.perSecond),
        'without: p99 ms': Number(without.p99.toFixed(1)),
        'audited: reports/s': Math.round(audited.perSecond),
        'audited: p99 ms': Number(audited.p99.toFixed(1)),
        ratio: Number(ratio.toFixed(2)),
      })),
    );
    console.log(`and ${digestMicros.toFixed(1)} µs for the digest of each entry, in both`);
  },
  'import-throughput': async (system) => {
    const { rows, imported, bare, ratio } = await importThroughput(system);
    console.log(`imports of ${rows} rows: ${Math.round(imported)} rows/s`);
    console.log(`bare insert of as many in batches: ${Math.round(bare)} rows/s; ratio ${ratio.toFixed(2)}`);
  },
  'list-incidents': async (system) => {
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
  soak: async (system) => {
    const minutes = size ?? 60;
    const { reports, mbPerHour } = await soak(system, minutes, (line) => console.log(line));
    console.log(
      `${reports} reports in ${minutes} minutes; memory after the warm-up: ${mbPerHour.toFixed(1)} MB an hour`,
    );
  },
};

/** "list-incidents 1000000", "soak 3": how many incidents, how many minutes. */
const size = process.argv
  .slice(2)
  .map(Number)
  .find((number) => number > 0);
const named = process.argv.slice(2).filter((argument) => !(Number(argument) > 0));
const all = [...Object.keys(BY_THEMSELVES), ...Object.keys(OF_THE_SYSTEM)];
const unknown = named.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`No such benchmark: ${unknown.join(', ')}. There are: ${all.join(', ')}.`);
  process.exit(2);
}
const names = named.length > 0 ? named : USUAL;
console.log(
  `${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`,
);
for (const name of names.filter((one) => one in BY_THEMSELVES)) {
  console.log(`\n${name}`);
  await BY_THEMSELVES[name]?.();
}
const ofTheSystem = names.filter((name) => name in OF_THE_SYSTEM);
if (ofTheSystem.length > 0) await onTheSystem(ofTheSystem);

async function onTheSystem(benchmarks: readonly string[]): Promise<void> {
  console.log('Starting the system …');
  const system = await startSystem();
  try {
    for (const name of benchmarks) {
      console.log(`\n${name}`);
      await OF_THE_SYSTEM[name]?.(system);
    }
  } finally {
    await system.stop();
  }
}
