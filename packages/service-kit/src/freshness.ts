import type { ReportedHead } from '@safe-community/ledger';

/** How far a service may be behind what it hears. */
export interface LagBound {
  /** Events that the broker has and that are not applied. */
  readonly events: number;
  /** How long, as the producer tells, it has not come to what was there; milliseconds. */
  readonly ageMs: number;
  /** How long a service that need not be fresh waits for it at its start, milliseconds. */
  readonly startWaitMs: number;
}

/** How far this service is, as its own database says. */
export interface Reached {
  readonly epoch: string | undefined;
  readonly position: bigint;
}

export interface Lag {
  readonly events: number;
  readonly ageMs: number;
}

/**
 * Judges whether what a service knows of a producer is fresh. Pure: it is shown how far the service is and what the
 * producer told last. What is not known counts for nothing: a producer that has never told anything, or whose ledger
 * began anew so that positions cannot be compared, keeps nobody from working. What was told once goes on to count,
 * since a ledger never becomes shorter; but time passes only while the producer goes on to tell.
 */
export class Freshness {
  readonly #bound: LagBound;
  #isFresh = false;
  /** What it has to come to, and when that was told. */
  #goal: ReportedHead | undefined;
  #lag: Lag = { events: 0, ageMs: 0 };

  constructor(bound: LagBound) {
    this.#bound = bound;
  }

  get lag(): Lag {
    return this.#lag;
  }

  /** Once behind beyond the bound, and at the start, it has to come back to half of it: else it would flap. */
  isFresh(reached: Reached, told: ReportedHead | undefined): boolean {
    this.#lag = this.#lagOf(reached, told);
    const share = this.#isFresh ? 1 : 0.5;
    const { events, ageMs } = this.#bound;
    this.#isFresh = this.#lag.events <= events * share && this.#lag.ageMs <= ageMs * share;
    return this.#isFresh;
  }

  #lagOf({ epoch, position }: Reached, told: ReportedHead | undefined): Lag {
    const isComparable = told !== undefined && (epoch === undefined || epoch === told.epoch);
    if (!isComparable || told.published <= position) {
      this.#goal = undefined;
      return { events: 0, ageMs: 0 };
    }
    // A goal that was reached gives way to what was told last: who keeps up under load is never long behind.
    if (this.#goal === undefined || this.#goal.epoch !== told.epoch || this.#goal.published <= position)
      this.#goal = told;
    return { events: Number(told.published - position), ageMs: told.at - this.#goal.at };
  }
}
