import { chanceOf } from './chance.ts';
import { Replica } from './replica.ts';
import { Simulation, type Host, type Worker } from './machine.ts';
import { Relay } from './relay.ts';
import { Turns } from './turns.ts';
import type { ServiceTimes } from './service-times.ts';

export interface Setting {
  readonly times: ServiceTimes;
  /** Callers that wait for each answer before the next call. */
  readonly callers: number;
  /** Their threads; default 1. */
  readonly callingThreads?: number;
  readonly replicas: number;
  /** Machine of each; the same object for those that share one. */
  readonly hosts: {
    readonly callers: Host;
    readonly services: Host;
    readonly database: Host;
    readonly others: Host;
  };
  readonly seed: number;
  /** Simulated time; the first third is warm-up. */
  readonly seconds: number;
}

export interface Simulated {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Average rows per transaction. */
  readonly rowsOfGroup: number;
}

/** Simulates callers in a closed loop, services that commit in batches, and a ledger that takes one batch at a time. */
export function simulateReports(setting: Setting): Simulated {
  const { times, callers, callingThreads = 1, replicas, hosts, seed, seconds } = setting;
  const simulation = new Simulation();
  const some = spread(chanceOf(seed));
  const threads = Array.from({ length: callingThreads }, () => simulation.worker(hosts.callers));
  const ledger = new Turns();
  const relay = new Relay({ simulation, times, some, hosts });
  const services = Array.from({ length: replicas }, () => {
    return new Replica({ simulation, times, some, ledger, relay, hosts });
  });
  relay.workAt(first(services).loop);
  const answered: { readonly at: number; readonly ms: number }[] = [];
  let calls = 0;
  const call = (thread: Worker): void => {
    const began = simulation.now();
    const service = services[(calls += 1) % replicas] ?? first(services);
    thread.work(some(times.caller.ofRow / 2), () => {
      service.report((share) => {
        thread.work(some(times.caller.ofRow / 2) + times.caller.ofGroup * share, () => {
          answered.push({ at: simulation.now(), ms: (simulation.now() - began) / 1_000 });
          call(thread);
        });
      });
    });
  };
  for (let number = 0; number < callers; number += 1) call(threads[number % callingThreads] ?? first(threads));
  const end = seconds * 1_000_000;
  simulation.runUntil(end);
  const counted = answered.filter(({ at }) => at > end / 3).map(({ ms }) => ms);
  const groups = services.flatMap((service) => service.groups);
  return {
    perSecond: counted.length / ((seconds * 2) / 3),
    ...percentiles(counted),
    rowsOfGroup: groups.reduce((sum, rows) => sum + rows, 0) / groups.length,
  };
}

function first<Item>([item]: readonly Item[]): Item {
  if (item === undefined) throw new Error('there must be one at least');
  return item;
}

/** Durations vary from half to one and a half of the mean. */
function spread(chance: () => number): (micros: number) => number {
  return (micros) => micros * (0.5 + chance());
}

function percentiles(values: readonly number[]): { p50: number; p99: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99) };
}
