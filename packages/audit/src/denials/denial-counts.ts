import { PLAIN, type NewEntry } from '../chain/entry.ts';
import type { DeniedCall } from './denied-call.ts';

interface Count {
  readonly call: DeniedCall;
  occurredAt: Date;
  /** When the first of them was given out, milliseconds; undefined: it was not yet. */
  toldAt: number | undefined;
  /** Of these none was given out. */
  untold: number;
}

/** Equal ones within this time become one entry. */
const FOLD_MS = 60_000;

/** Different ones of one system within that time; beyond it they are told apart by their refusal alone. */
const MOST_OF_A_SYSTEM = 256;

/**
 * Aggregates repeated denials, so that a flood does not fill the disk: the first of its kind is recorded at once, equal
 * ones of the next minute become one entry with their count. No denial is lost from the sum.
 */
export class DenialCounts {
  readonly #counts = new Map<string, Count>();
  readonly #ofSystem = new Map<string, number>();

  add(call: DeniedCall, occurredAt: Date): void {
    const known = this.#counts.get(nameOf(call));
    if (known !== undefined) return count(known, occurredAt);
    if ((this.#ofSystem.get(call.system) ?? 0) < MOST_OF_A_SYSTEM) return this.#begin(call, occurredAt);
    const folded = { ...call, actingUser: '', purpose: '', method: '', subjectIds: [] };
    const others = this.#counts.get(nameOf(folded));
    if (others === undefined) this.#begin(folded, occurredAt);
    else count(others, occurredAt);
  }

  /**
   * What is due, and how to say that it was written: nothing is forgotten until then.
   * @param now milliseconds of a clock that never goes back.
   */
  due(now: number, isLast: boolean): { readonly entries: readonly NewEntry[]; readonly written: () => void } {
    this.#forget(now);
    const due = [...this.#counts].filter(([, one]) => one.untold > 0 && (isLast || isDue(one, now)));
    const told = due.map(([, one]) => ({ one, times: one.untold }));
    return {
      entries: told.map(({ one, times }) => ({
        ...PLAIN,
        ...one.call,
        kind: 'denied',
        occurredAt: one.occurredAt,
        times,
      })),
      written: () => {
        for (const { one, times } of told) {
          one.untold -= times;
          one.toldAt = now;
        }
      },
    };
  }

  /** How many calls are not written. */
  untold(): number {
    return [...this.#counts.values()].reduce((sum, { untold }) => sum + untold, 0);
  }

  #begin(call: DeniedCall, occurredAt: Date): void {
    this.#counts.set(nameOf(call), { call, occurredAt, toldAt: undefined, untold: 1 });
    this.#ofSystem.set(call.system, (this.#ofSystem.get(call.system) ?? 0) + 1);
  }

  /** Those of which none came for a minute. */
  #forget(now: number): void {
    for (const [name, { call, toldAt, untold }] of this.#counts) {
      if (untold > 0 || toldAt === undefined || now - toldAt < FOLD_MS) continue;
      this.#counts.delete(name);
      const left = (this.#ofSystem.get(call.system) ?? 1) - 1;
      if (left > 0) this.#ofSystem.set(call.system, left);
      else this.#ofSystem.delete(call.system);
    }
  }
}

function count(known: Count, occurredAt: Date): void {
  if (known.untold === 0) known.occurredAt = occurredAt;
  known.untold += 1;
}

function isDue({ toldAt }: Count, now: number): boolean {
  return toldAt === undefined || now - toldAt >= FOLD_MS;
}

function nameOf({ system, edrpou, actingUser, purpose, method, refusal, subjectIds }: DeniedCall): string {
  return JSON.stringify([system, edrpou, actingUser, purpose, method, refusal, subjectIds]);
}
