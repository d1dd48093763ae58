import type { Refusal } from '@safe-community/domain-kit';
import type { MethodClass, PerClass } from './method-class.ts';
import { Room } from './room.ts';
import { Shares } from './shares.ts';
import { TooManyCalls } from './too-many-calls.ts';

/** Under way in one process at the most. Of writes one group that commits and one that gathers: more would only wait. */
export const DEFAULT_CONCURRENCY: PerClass<number> = { reads: 512, writes: 512, streams: 2_000, imports: 16 };

/** Of which more are taken the quicker they are. Streams last as long as their callers like: that says nothing. */
const TIMED: readonly MethodClass[] = ['reads', 'writes'];
/** Of what lasts one caller has so much at the most: rates say nothing of calls that are few and stay. */
const LASTING: readonly MethodClass[] = ['streams', 'imports'];
const SHARE = 0.5;

/** Calls under way, of each class no more than there are places for. */
export class Places {
  readonly #most: PerClass<number>;
  readonly #refusals: PerClass<TooManyCalls>;
  readonly #rooms = new Map<MethodClass, Room>();
  readonly #taken: Record<MethodClass, number> = { reads: 0, writes: 0, streams: 0, imports: 0 };
  readonly #shares = new Map<MethodClass, Shares>();
  readonly #now: () => number;

  /** @param now milliseconds of a clock that never goes back. */
  constructor(most: PerClass<number>, now: () => number) {
    this.#most = most;
    this.#now = now;
    for (const kind of TIMED) this.#rooms.set(kind, new Room(most[kind]));
    for (const kind of LASTING) this.#shares.set(kind, new Shares(kind, Math.max(1, Math.floor(most[kind] * SHARE))));
    const refusals = (kind: MethodClass): TooManyCalls =>
      new TooManyCalls(`too many calls are under way (${kind})`, `${kind}-at-once`, most[kind]);
    this.#refusals = {
      reads: refusals('reads'),
      writes: refusals('writes'),
      streams: refusals('streams'),
      imports: refusals('imports'),
    };
  }

  /** Gives a place, or says at once that there is none: nobody waits for one. */
  take(kind: MethodClass, caller: string): Place | Refusal {
    const began = this.#now();
    const shares = this.#shares.get(kind);
    const room = this.#rooms.get(kind);
    if (this.#taken[kind] >= (room?.size(began) ?? this.#most[kind])) return this.#refusals[kind].any();
    const refusal = shares?.take(caller);
    if (refusal !== undefined) return refusal;
    this.#taken[kind] += 1;
    return new Place(() => {
      const now = this.#now();
      room?.took(now - began, this.#taken[kind], now);
      this.#taken[kind] -= 1;
      shares?.free(caller);
    });
  }
}

/** One call's place. It is free again when the call has ended and nothing works for it any more. */
export class Place {
  #free: (() => void) | undefined;
  #isWorking = false;
  #isEnded = false;
  #stuck: (() => NodeJS.Timeout) | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(free: () => void) {
    this.#free = free;
  }

  /** What to do when the work is done and the call does not end: nobody takes its answer. */
  whenStuck(ms: number, cut: () => void): void {
    this.#stuck = () => setTimeout(cut, ms);
  }

  workBegins(): void {
    this.#isWorking = true;
  }

  workEnds(): void {
    this.#isWorking = false;
    if (!this.#isEnded) this.#timer = this.#stuck?.();
    this.#freeWhenOver();
  }

  callEnds(): void {
    this.#isEnded = true;
    clearTimeout(this.#timer);
    this.#freeWhenOver();
  }

  #freeWhenOver(): void {
    if (this.#isWorking || !this.#isEnded) return;
    this.#free?.();
    this.#free = undefined;
  }
}
