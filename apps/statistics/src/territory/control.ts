import { addDays, type Day } from '@safe-community/domain-kit';
import { hromadas, wholeWithStatus, type ControlStatus } from '@safe-community/territory';
import type { Merger } from './parts.ts';

/** From a day on, a hromada or city with special status has another status. */
export interface ControlChange {
  readonly code: string;
  readonly status: ControlStatus;
  readonly date: Day;
  /** Whether the date is the day of the change; otherwise the change is known to have come by then. */
  readonly isExact: boolean;
}

/** What holds on a day. */
export interface ControlState {
  readonly status: ControlStatus;
  /** The first day of the status and whether it is exact; undefined if the place never had another one. */
  readonly since: Pick<ControlChange, 'date' | 'isExact'> | undefined;
}

/** Both days included. */
export interface Days {
  readonly from: Day;
  readonly to: Day;
}

/** In whose power hromadas and cities with special status are, day by day. Other codes are `controlled` on all days. */
export interface Control {
  stateOn(code: string, day: Day): ControlState;
  statusOn(code: string, day: Day): ControlStatus;
  /** The days of a period on which the place has one of these statuses: the earliest first, with days between them. */
  daysOf(statuses: readonly ControlStatus[], code: string, period: Days): Days[];
  /** The days of a period on which the place is occupied: nobody can report from there. */
  occupiedDays(code: string, period: Days): Days[];
  /** Those of the places that count in a denominator on a day: they are not occupied. */
  counted(codes: readonly string[], day: Day): string[];
  /** How many hromadas there are on a day, without merged ones and cities with special status. */
  hromadasOn(day: Day): { readonly counted: number; readonly occupied: number };
}

/**
 * @param changes those of one day in the order in which they were recorded: the last counts.
 * @param mergers a merged hromada has the status of its successor, unless its own changed later; a successor that never had
 * a status says nothing about its new parts.
 */
export function controlOf(changes: readonly ControlChange[], mergers: readonly Merger[]): Control {
  const changesOf = Map.groupBy(
    changes.toSorted((a, b) => order(a.date, b.date)),
    ({ code }) => code,
  );
  const mergerOf = new Map(mergers.map((merger) => [merger.code, merger]));

  /** The place and, one after another, the hromadas that it is part of on a day. */
  function placesOn(code: string, day: Day): string[] {
    // Almost no hromada is merged, and figures ask for each.
    if (!mergerOf.has(code)) return [code];
    const places = new Set([code]);
    for (const each of places) {
      const merger = mergerOf.get(each);
      if (merger !== undefined && merger.effectiveDate <= day) places.add(merger.successorCode);
    }
    return [...places];
  }

  function changesFor(code: string): readonly ControlChange[] {
    return changesOf.get(code) ?? changesOf.get(wholeWithStatus(code) ?? '') ?? [];
  }

  function lastChange(code: string, day: Day): ControlChange | undefined {
    return changesFor(code).findLast(({ date }) => date <= day);
  }

  function stateOn(code: string, day: Day): ControlState {
    const own = lastChange(code, day);
    const theirs = lastChange(placesOn(code, day).at(-1) ?? code, day);
    const since = (theirs?.date ?? '') >= (own?.date ?? '') ? theirs : own;
    return { status: since?.status ?? 'controlled', since };
  }

  function daysOf(statuses: readonly ControlStatus[], code: string, { from, to }: Days): Days[] {
    const turns = placesOn(code, to).flatMap((place) => [
      ...changesFor(place).map(({ date }) => date),
      mergerOf.get(place)?.effectiveDate ?? from,
    ]);
    const starts = [...new Set([from, ...turns])].filter((day) => day >= from && day <= to).toSorted(order);
    const found: Days[] = [];
    for (const [index, start] of starts.entries()) {
      if (!statuses.includes(stateOn(code, start).status)) continue;
      const next = starts[index + 1];
      const end = next === undefined ? to : addDays(next, -1);
      const before = found.at(-1);
      if (before !== undefined && addDays(before.to, 1) === start) found.splice(-1, 1, { from: before.from, to: end });
      else found.push({ from: start, to: end });
    }
    return found;
  }

  return {
    stateOn,
    daysOf,
    statusOn: (code, day) => stateOn(code, day).status,
    occupiedDays: (code, period) => daysOf(['occupied'], code, period),
    hromadasOn(day) {
      const states = hromadas().flatMap(({ code }) => (placesOn(code, day).length > 1 ? [] : stateOn(code, day)));
      const occupied = states.filter(({ status }) => status === 'occupied').length;
      return { counted: states.length - occupied, occupied };
    },
    counted: (codes, day) => codes.filter((code) => stateOn(code, day).status !== 'occupied'),
  };
}

function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
