import { setTimeout as sleep } from 'node:timers/promises';
import { isTransient } from '@safe-community/database';
import { orStopped, pause } from '@safe-community/events';
import { jobRuns, withSpan, type Logger } from '@safe-community/telemetry';

/**
 * Periodic work of a service, such as reminders. What is due is stored in the database, never in memory, so that it
 * survives a restart. Every replica runs every job: a run takes what is due under a lock (`for update skip locked`) and
 * marks it as done in the same transaction (`UnitOfWork.record`).
 */
export interface Job {
  /** In kebab-case, for logs, spans and metrics. */
  readonly name: string;
  /** Milliseconds from the end of a run that found nothing to the next run. */
  readonly everyMs: number;
  /**
   * Processes a part of what is due, and resolves to the number of items. If it is not 0, the job runs again immediately.
   * The signal is aborted when the service stops.
   */
  run(signal: AbortSignal): Promise<number>;
}

/**
 * A job throws it when something outside the system that it needs, such as a store of files, does not answer or is set up
 * wrongly. It is logged once per outage, and the job retries.
 */
export class JobBlocked extends Error {
  override readonly name = 'JobBlocked';
  readonly messageIsLoggable = true;
}

/** How long a stop waits for a run. What the run has not committed is still due after the next start. */
const STOP_WITHIN_MS = 2_000;

/** Runs each job repeatedly, from when `ready` resolves until it is stopped. */
export function runJobs(jobs: readonly Job[], ready: Promise<void>, logger: Logger): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const done = Promise.all(
    jobs.map(async (job) => {
      await orStopped(ready, signal);
      await new JobRunner(job, logger, signal).run();
    }),
  );
  return {
    async stop() {
      stopping.abort();
      await Promise.race([done, sleep(STOP_WITHIN_MS, undefined, { ref: false })]);
    },
  };
}

/** The longest pause after failures, unless `everyMs` of the job is longer. */
const MAX_BACK_OFF_MS = 10 * 60_000;
/** The shortest pause after a failure, whatever `everyMs` is. */
const MIN_BACK_OFF_MS = 500;

const OUTCOMES = ['done', 'away', 'blocked', 'failed'] as const;

/** Runs one job. */
class JobRunner {
  readonly #job: Job;
  readonly #logger: Logger;
  readonly #signal: AbortSignal;
  /** Consecutive runs that failed because of a bug. */
  #failures = 0;
  #isAwaySaid = false;
  #isBlockedSaid = false;

  constructor(job: Job, logger: Logger, signal: AbortSignal) {
    this.#job = job;
    this.#logger = logger;
    this.#signal = signal;
    // A counter that first appears with the value 1 shows no increase, so start all of them at 0.
    for (const outcome of OUTCOMES) this.#count(outcome, 0);
  }

  async run(): Promise<void> {
    while (!this.#signal.aborted) await pause(await this.#runOnce(), this.#signal);
  }

  /** Resolves to the pause before the next run, in milliseconds. */
  async #runOnce(): Promise<number> {
    const { name, everyMs } = this.#job;
    try {
      const count = await withSpan(`job ${name}`, 'internal', {}, () => this.#job.run(this.#signal));
      this.#count('done');
      this.#failures = 0;
      this.#isAwaySaid = false;
      // A run that found nothing has needed nothing.
      if (count > 0) this.#isBlockedSaid = false;
      return count > 0 ? 0 : everyMs;
    } catch (error) {
      return this.#failed(error);
    }
  }

  #failed(error: unknown): number {
    const { name, everyMs } = this.#job;
    const shortest = Math.max(everyMs, MIN_BACK_OFF_MS);
    if (this.#signal.aborted) {
      this.#logger.info('job interrupted by the stop; it continues after the next start', { job: name, error });
      return shortest;
    }
    if (error instanceof JobBlocked) {
      this.#count('blocked');
      if (!this.#isBlockedSaid) this.#logger.error('job waits for what it needs outside', { job: name, error });
      this.#isBlockedSaid = true;
      return shortest;
    }
    if (isTransient(error)) {
      this.#count('away');
      if (!this.#isAwaySaid) this.#logger.warn('job waits for the database', { job: name, error });
      this.#isAwaySaid = true;
      return shortest;
    }
    this.#count('failed');
    this.#failures += 1;
    const delayMs = Math.max(shortest, Math.min(shortest * 2 ** (this.#failures - 1), MAX_BACK_OFF_MS));
    this.#logger.error('job failed because of a bug', { job: name, attempt: this.#failures, delayMs, error });
    return delayMs;
  }

  #count(outcome: (typeof OUTCOMES)[number], times = 1): void {
    jobRuns.add(times, { 'safe_community.job.name': this.#job.name, 'safe_community.job.outcome': outcome });
  }
}
