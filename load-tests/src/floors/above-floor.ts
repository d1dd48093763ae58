import { sumOf } from '../frame/clock.ts';
import type { Standing, Turn } from '../frame/compare.ts';
import { median } from '../frame/in-flight.ts';

/** A part that a report cannot cost less than: processor time of one operation over all its processes, µs, by round. */
export interface Part {
  readonly name: string;
  readonly micros: readonly number[];
}

export interface AboveFloor {
  /** Medians over the rounds, µs. */
  readonly parts: readonly { readonly name: string; readonly micros: number }[];
  readonly floor: number;
  readonly report: number;
  /** The report ÷ the sum of the parts in the same round, median over the rounds. */
  readonly ratio: number;
}

export function partOf(name: string, { turns }: Pick<Standing, 'turns'>): Part {
  return { name, micros: turns.map(({ cpu }) => sumOf(cpu)) };
}

/** What remains of a measurement without a part of it, round by round. */
export function remainder(name: string, whole: Part, part: Part): Part {
  return { name, micros: whole.micros.map((micros, round) => micros - at(part.micros, round)) };
}

export function aboveFloor(report: Part, parts: readonly Part[]): AboveFloor {
  const sums = report.micros.map((_, round) => parts.reduce((sum, { micros }) => sum + at(micros, round), 0));
  return {
    parts: parts.map(({ name, micros }) => ({ name, micros: median(micros) })),
    floor: median(sums),
    report: median(report.micros),
    ratio: ratioOf(report.micros, sums),
  };
}

export interface LatencyAboveFloor {
  /** Milliseconds, medians over the rounds. */
  readonly report: number;
  readonly floor: number;
  readonly ratio: number;
}

/** The p50 of the report beside the sum of those of the floors, which happen one after the other. */
export function latencyAboveFloor(
  report: Pick<Standing, 'turns'>,
  floors: readonly Pick<Standing, 'turns'>[],
): LatencyAboveFloor {
  const p50 = ({ measured }: Turn): number => measured.p50;
  const own = report.turns.map(p50);
  const sums = own.map((_, round) => floors.reduce((sum, { turns }) => sum + at(turns.map(p50), round), 0));
  return { report: median(own), floor: median(sums), ratio: ratioOf(own, sums) };
}

function ratioOf(values: readonly number[], floors: readonly number[]): number {
  return median(values.map((value, round) => value / at(floors, round)));
}

function at(values: readonly number[], round: number): number {
  const value = values[round];
  if (value === undefined) throw new Error(`round ${round} was not measured`);
  return value;
}
