import type { Day } from '@safe-community/domain-kit';
import type { ControlStatus } from '@safe-community/territory';
import type { Control, ControlState, Days } from '../territory/module.ts';
import { existsIn, type PopulatedPart } from './population.ts';

/** In whose power a compared territory is. */
export interface PlaceControl {
  /**
   * On the last day. Of several hromadas: `occupied` if all are, else `frontline` if one is at the front, else
   * `controlled`.
   */
  readonly status: ControlStatus;
  readonly since: ControlState['since'];
  /** On all days of the period: it has no rate. */
  readonly isOccupied: boolean;
  /** Its hromadas that are occupied on the last day. */
  readonly occupiedHromadas: number;
}

/** @param parts the hromadas of the territory; those that were merged into it count with their own status. */
export function placeControlOf(parts: readonly PopulatedPart[], { from, to }: Days, control: Control): PlaceControl {
  const existing = parts.filter((part) => existsIn([part], from, to));
  const states = parts.filter((part) => existsIn([part], to, to)).map(({ code }) => control.stateOn(code, to));
  const occupied = states.filter(({ status }) => status === 'occupied');
  return {
    ...stateOf(states),
    isOccupied: existing.length > 0 && existing.every((part) => isOccupiedThroughout(part, { from, to }, control)),
    occupiedHromadas: occupied.length,
  };
}

function isOccupiedThroughout({ code, first, last }: PopulatedPart, { from, to }: Days, control: Control): boolean {
  const own = { from: later(first, from), to: earlier(last, to) };
  const [days] = control.occupiedDays(code, own);
  return days?.from === own.from && days.to === own.to;
}

function stateOf(states: readonly ControlState[]): ControlState {
  const [only] = states;
  if (only !== undefined && states.length === 1) return only;
  const occupied = states.filter(({ status }) => status === 'occupied');
  if (states.length > 0 && occupied.length === states.length) {
    return { status: 'occupied', since: inOrder(occupied).at(-1)?.since };
  }
  const atFront = states.filter(({ status }) => status === 'frontline');
  return atFront.length === 0
    ? { status: 'controlled', since: undefined }
    : { status: 'frontline', since: inOrder(atFront)[0]?.since };
}

function inOrder(states: readonly ControlState[]): ControlState[] {
  return states.toSorted((a, b) => ((a.since?.date ?? '') < (b.since?.date ?? '') ? -1 : 1));
}

function later(one: Day | undefined, other: Day): Day {
  return one !== undefined && one > other ? one : other;
}

function earlier(one: Day | undefined, other: Day): Day {
  return one !== undefined && one < other ? one : other;
}
