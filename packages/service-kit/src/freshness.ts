import type { ReportedHead } from '@safe-community/ledger';

/** How far a service may be behind its producer. */
export interface LagBound {
  /** Events that the broker has and that are not applied. */
  readonly events: number;
  /** How long it may take to reach a head that the producer reported, milliseconds. */
  readonly ageMs: number;
  /** How long a service with `isNeededFresh: false` waits at its start to catch up, milliseconds. */
  readonly startWaitMs: number;
}

/** How far this service is, according to its own database. */
export interface Reached {
  readonly epoch: string | undefined;
  readonly position: bigint;
}

export interface Lag {
  readonly events: number;
  readonly ageMs: number;
}

/**
 * Decides whether the data of a producer is fresh. Pure: it gets how far the service is and what the producer last
 * reported. What is unknown does not count: a producer that has never reported, or whose ledger has a new epoch so that
 * positions cannot be compared, makes no service unready. A reported head stays valid, since a ledger never becomes
 * shorter, but time passes only while the producer reports.
 */
export class Freshness {
  readonly #bound: LagBound;
  #isFresh = false;
  /** The head to reach, and when it was reported. */
  #goal: ReportedHead | undefined;
  #lag: Lag = { events: 0, ageMs: 0 };

  constructor(bound: LagBound) {
    this.#bound = bound;
  }

  get lag(): Lag {
    return this.#lag;
  }

  /** At the start, and once beyond the bound, it has to come back to half of the bound: otherwise it would flap. */
  isFresh(reached: Reached, reported: ReportedHead | undefined): boolean {
    this.#lag = this.#lagOf(reached, reported);
    const share = this.#isFresh ? 1 : 0.5;
    const { events, ageMs } = this.#bound;
    this.#isFresh = this.#lag.events <= events * share && this.#lag.ageMs <= ageMs * share;
    return this.#isFresh;
  }

  #lagOf({ epoch, position }: Reached, reported: ReportedHead | undefined): Lag {
    const isComparable = reported !== undefined && (epoch === undefined || epoch === reported.epoch);
    if (!isComparable || reported.published <= position) {
      this.#goal = undefined;
      return { events: 0, ageMs: 0 };
    }
    // A goal that is reached is replaced by the latest report, so that a service that keeps up under load is never late.
    if (this.#goal === undefined || this.#goal.epoch !== reported.epoch || this.#goal.published <= position)
      this.#goal = reported;
    return { events: Number(reported.published - position), ageMs: reported.at - this.#goal.at };
  }
}
