import { setTimeout as sleep } from 'node:timers/promises';
import { isTransient } from '@safe-community/database';
import { orStopped, pause } from '@safe-community/events';
import { jobRuns, withSpan, type Logger } from '@safe-community/telemetry';

/**
 * Periodic work of a service, such as reminders that fall due. When something is due stands in the database, never in
 * memory: so it survives a restart. Each replica runs each job, so a run takes what is due under a lock
 * (`for update skip locked`) and marks it done in the same transaction (`UnitOfWork.record`).
 */
export interface Job {
  /** kebab-case, for log, span and metric. */
  readonly name: string;
  /** From the end of a run that found nothing to the next one, milliseconds. */
  readonly everyMs: number;
  /**
   * Does a portion of what is due, and resolves to how many items that were; after more than none it is run again at
   * once. The signal says that the service stops.
   */
  run(signal: AbortSignal): Promise<number>;
}

/** A run that does not heed the signal is left behind after this time; what it has not committed is still due. */
const STOP_WITHIN_MS = 2_000;

/** Runs each job again and again, from when `ready` resolves until it is stopped. */
export function runJobs(jobs: readonly Job[], ready: Promise<void>, logger: Logger): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const done = Promise.all(
    jobs.map(async (job) => {
      await orStopped(ready, signal);
      await new Beat(job, logger, signal).goOn();
    }),
  );
  return {
    async stop() {
      stopping.abort();
      await Promise.race([done, sleep(STOP_WITHIN_MS, undefined, { ref: false })]);
    },
  };
}

/** The longest pause that failures lead to, unless the job itself has a longer one. */
const LONGEST_BACK_OFF_MS = 10 * 60_000;
/** The shortest pause after a failure, whatever the job's own. */
const SHORTEST_BACK_OFF_MS = 500;

/** One job at its beat. */
class Beat {
  readonly #job: Job;
  readonly #logger: Logger;
  readonly #signal: AbortSignal;
  /** Runs that failed by a bug, in a row. */
  #failures = 0;
  #isAwaySaid = false;

  constructor(job: Job, logger: Logger, signal: AbortSignal) {
    this.#job = job;
    this.#logger = logger;
    this.#signal = signal;
    // A failure that is the first thing to be told has not risen for whoever watches.
    for (const outcome of ['done', 'away', 'failed'] as const) this.#count(outcome, 0);
  }

  async goOn(): Promise<void> {
    while (!this.#signal.aborted) await pause(await this.#run(), this.#signal);
  }

  /** Resolves to how long to wait until the next run, milliseconds. */
  async #run(): Promise<number> {
    const { name, everyMs } = this.#job;
    try {
      const count = await withSpan(`job ${name}`, 'internal', {}, () => this.#job.run(this.#signal));
      this.#count('done');
      this.#failures = 0;
      this.#isAwaySaid = false;
      return count > 0 ? 0 : everyMs;
    } catch (error) {
      return this.#failed(error);
    }
  }

  #failed(error: unknown): number {
    const { name, everyMs } = this.#job;
    const shortest = Math.max(everyMs, SHORTEST_BACK_OFF_MS);
    if (this.#signal.aborted) {
      this.#logger.info('a job was cut off by the stop and goes on after the next start', { job: name, error });
      return shortest;
    }
    if (isTransient(error)) {
      this.#count('away');
      if (!this.#isAwaySaid) this.#logger.warn('a job waits for the database', { job: name, error });
      this.#isAwaySaid = true;
      return shortest;
    }
    this.#count('failed');
    this.#failures += 1;
    const delayMs = Math.max(shortest, Math.min(shortest * 2 ** (this.#failures - 1), LONGEST_BACK_OFF_MS));
    this.#logger.error('a job failed by a bug', { job: name, attempt: this.#failures, delayMs, error });
    return delayMs;
  }

  #count(outcome: 'done' | 'away' | 'failed', times = 1): void {
    jobRuns.add(times, { 'safe_community.job.name': this.#job.name, 'safe_community.job.outcome': outcome });
  }
}
