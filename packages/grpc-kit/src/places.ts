import { METHOD_CLASSES, type MethodClass, type PerClass } from './method-class.ts';
import { Refusal } from './refusal.ts';
import { Room } from './room.ts';

/** Under way in one process at the most. Of writes one group that commits and one that gathers: more would only wait. */
export const USUAL_PLACES: PerClass<number> = { reads: 512, writes: 512, streams: 2_000, imports: 16 };

/** Long enough for a wave to pass. */
const COME_BACK_MS = 500;
/** So many different times to come back are enough that callers do not come back all at once. */
const WORDINGS = 64;

/** Of which more are taken the quicker they are. Streams last as long as their callers like: that says nothing. */
const TIMED: readonly MethodClass[] = ['reads', 'writes'];

/** Calls under way, of each class no more than there are places for. */
export class Places {
  readonly #most: PerClass<number>;
  /** Made once: when there is no place, there is no time either. */
  readonly #refusals: PerClass<readonly Refusal[]>;
  readonly #rooms = new Map<MethodClass, Room>();
  readonly #taken: Record<MethodClass, number> = { reads: 0, writes: 0, streams: 0, imports: 0 };
  readonly #now: () => number;

  /** @param now milliseconds of a clock that never goes back. */
  constructor(most: PerClass<number>, now: () => number) {
    this.#most = most;
    this.#now = now;
    for (const kind of TIMED) this.#rooms.set(kind, new Room(most[kind]));
    this.#refusals = refusalsOf(most);
  }

  /** Gives a place, or says at once that there is none: nobody waits for one. */
  take(kind: MethodClass): Place | Refusal {
    const began = this.#now();
    const room = this.#rooms.get(kind);
    if (this.#taken[kind] >= (room?.size(began) ?? this.#most[kind])) return anyOf(this.#refusals[kind]);
    this.#taken[kind] += 1;
    return new Place(() => {
      const now = this.#now();
      room?.took(now - began, this.#taken[kind], now);
      this.#taken[kind] -= 1;
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

function refusalsOf(most: PerClass<number>): PerClass<readonly Refusal[]> {
  const refusals = { reads: [], writes: [], streams: [], imports: [] } as Record<MethodClass, Refusal[]>;
  for (const kind of METHOD_CLASSES) {
    for (let wording = 0; wording < WORDINGS; wording += 1) {
      refusals[kind].push(tooMany(kind, most[kind], COME_BACK_MS * (1 + wording / WORDINGS)));
    }
  }
  return refusals;
}

function anyOf(refusals: readonly Refusal[]): Refusal {
  const one = refusals[Math.floor(Math.random() * refusals.length)];
  if (one === undefined) throw new Error('there is no refusal');
  return one;
}

function tooMany(kind: MethodClass, most: number, retryAfterMs: number): Refusal {
  return new Refusal('resource-exhausted', `too many calls are under way (${kind})`, {
    reason: 'TOO_MANY_CALLS',
    retryAfterMs,
    metadata: { rule: `${kind}-at-once`, limit: String(most) },
  });
}
