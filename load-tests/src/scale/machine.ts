/** A thread: processes one job at a time; others queue. */
export interface Worker {
  /** @param micros required processor time. */
  work(micros: number, done: () => void): void;
  /** Processor time used so far, µs. */
  spent(): number;
}

interface Job {
  left: number;
  readonly done: () => void;
}

class Thread implements Worker {
  readonly host: Host;
  readonly line: Job[] = [];
  #spent = 0;

  constructor(host: Host) {
    this.host = host;
  }

  work(micros: number, done: () => void): void {
    this.line.push({ left: micros, done });
  }

  spend(micros: number): void {
    const [job] = this.line;
    if (job === undefined) return;
    job.left -= micros;
    this.#spent += micros;
  }

  spent(): number {
    return this.#spent;
  }
}

/** A machine with this many cores. When more threads are busy, each gets an equal share. */
export interface Host {
  readonly cores: number;
}

/** Remainder of a job due to floating point error, µs. */
const NOTHING = 1e-6;

/** A discrete event simulation of threads on machines, with its own clock. */
export class Simulation {
  readonly #threads: Thread[] = [];
  readonly #timers: { readonly at: number; readonly done: () => void }[] = [];
  #now = 0;

  /** µs since the start. */
  now(): number {
    return this.#now;
  }

  worker(host: Host): Worker {
    const thread = new Thread(host);
    this.#threads.push(thread);
    return thread;
  }

  /** Calls `done` after a delay that needs no processor: a disk, a network. */
  after(micros: number, done: () => void): void {
    this.#timers.push({ at: this.#now + micros, done });
  }

  /** Runs until that time, or until nothing is pending. */
  runUntil(end: number): void {
    while (this.#now < end && this.#step(end));
  }

  /** Advances to the next completed job or timer. */
  #step(end: number): boolean {
    const busy = this.#threads.filter(({ line }) => line.length > 0);
    const speeds = speedsOf(busy);
    let next = end;
    for (const [index, { line }] of busy.entries()) {
      next = Math.min(next, this.#now + (line[0]?.left ?? 0) / (speeds[index] ?? 1));
    }
    for (const { at } of this.#timers) next = Math.min(next, at);
    if (busy.length === 0 && this.#timers.length === 0) return false;
    const passed = next - this.#now;
    this.#now = next;
    for (const [index, thread] of busy.entries()) thread.spend(passed * (speeds[index] ?? 1));
    const due = this.#timers.filter(({ at }) => at <= next);
    for (const timer of due) this.#timers.splice(this.#timers.indexOf(timer), 1);
    for (const { done } of due) done();
    for (const { line } of busy) {
      if ((line[0]?.left ?? Number.POSITIVE_INFINITY) <= NOTHING) line.shift()?.done();
    }
    return true;
  }
}

/** Cores per busy thread, at most one. */
function speedsOf(busy: readonly Thread[]): number[] {
  const threads = new Map<Host, number>();
  for (const { host } of busy) threads.set(host, (threads.get(host) ?? 0) + 1);
  return busy.map(({ host }) => Math.min(1, host.cores / (threads.get(host) ?? 1)));
}
