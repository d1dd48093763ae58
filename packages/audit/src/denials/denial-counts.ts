import { PLAIN, type NewEntry } from '../chain/entry.ts';
import type { DeniedCall } from './denied-call.ts';

interface Count {
  readonly call: DeniedCall;
  occurredAt: Date;
  /** When the first of them was returned by `due`, milliseconds; undefined if none was. */
  returnedAt: number | undefined;
  /** How many are not recorded yet. */
  pending: number;
}

/** Equal denials within this time become one entry. */
const FOLD_MS = 60_000;

/** Distinct denials of one system within that time; beyond this number only the refusal distinguishes them. */
const MAX_OF_A_SYSTEM = 256;

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
    if ((this.#ofSystem.get(call.system) ?? 0) < MAX_OF_A_SYSTEM) return this.#begin(call, occurredAt);
    const folded = { ...call, actingUser: '', purpose: '', method: '', subjectIds: [] };
    const others = this.#counts.get(nameOf(folded));
    if (others === undefined) this.#begin(folded, occurredAt);
    else count(others, occurredAt);
  }

  /**
   * The entries to write now, and a callback that confirms the write: until then nothing is dropped.
   * @param now milliseconds of a monotonic clock.
   */
  due(now: number, isLast: boolean): { readonly entries: readonly NewEntry[]; readonly written: () => void } {
    this.#forget(now);
    const due = [...this.#counts].filter(([, one]) => one.pending > 0 && (isLast || isDue(one, now)));
    const batch = due.map(([, one]) => ({ one, times: one.pending }));
    return {
      entries: batch.map(({ one, times }) => ({
        ...PLAIN,
        ...one.call,
        kind: 'denied',
        occurredAt: one.occurredAt,
        times,
      })),
      written: () => {
        for (const { one, times } of batch) {
          one.pending -= times;
          one.returnedAt = now;
        }
      },
    };
  }

  /** How many calls are not recorded yet. */
  pending(): number {
    return [...this.#counts.values()].reduce((sum, { pending }) => sum + pending, 0);
  }

  #begin(call: DeniedCall, occurredAt: Date): void {
    this.#counts.set(nameOf(call), { call, occurredAt, returnedAt: undefined, pending: 1 });
    this.#ofSystem.set(call.system, (this.#ofSystem.get(call.system) ?? 0) + 1);
  }

  /** Drops denials that did not recur for a minute. */
  #forget(now: number): void {
    for (const [name, { call, returnedAt, pending }] of this.#counts) {
      if (pending > 0 || returnedAt === undefined || now - returnedAt < FOLD_MS) continue;
      this.#counts.delete(name);
      const left = (this.#ofSystem.get(call.system) ?? 1) - 1;
      if (left > 0) this.#ofSystem.set(call.system, left);
      else this.#ofSystem.delete(call.system);
    }
  }
}

function count(known: Count, occurredAt: Date): void {
  if (known.pending === 0) known.occurredAt = occurredAt;
  known.pending += 1;
}

function isDue({ returnedAt }: Count, now: number): boolean {
  return returnedAt === undefined || now - returnedAt >= FOLD_MS;
}

function nameOf({ system, edrpou, actingUser, purpose, method, refusal, subjectIds }: DeniedCall): string {
  return JSON.stringify([system, edrpou, actingUser, purpose, method, refusal, subjectIds]);
}
