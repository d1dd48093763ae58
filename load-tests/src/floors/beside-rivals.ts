import { sumOf } from '../frame/clock.ts';
import type { Standing, Turn } from '../frame/compare.ts';
import { median } from '../frame/in-flight.ts';

/** One of them, medians over the rounds; ratios are its figure ÷ that of the first of the same round. */
export interface BesideOurs {
  readonly name: string;
  readonly inFlight: number;
  readonly perSecond: number;
  readonly p50: number;
  /** Processor time of a counted report over all processes, µs. */
  readonly micros: number;
  readonly ratios: { readonly perSecond: number; readonly p50: number; readonly micros: number };
}

type Figure = (turn: Turn) => number;
const perSecond: Figure = ({ measured }) => measured.perSecond;
const p50: Figure = ({ measured }) => measured.p50;
const micros: Figure = ({ cpu }) => sumOf(cpu);

/** @param standings ours is the first of each load. */
export function besideOurs(standings: readonly Standing[]): BesideOurs[] {
  return standings.map(({ name, inFlight, turns }) => {
    const ours = standings.find((one) => one.inFlight === inFlight)?.turns ?? [];
    const middle = (figure: Figure): number => median(turns.map(figure));
    const ratio = (figure: Figure): number =>
      median(ours.flatMap((own, round) => turns.slice(round, round + 1).map((turn) => figure(turn) / figure(own))));
    return {
      name,
      inFlight,
      perSecond: middle(perSecond),
      p50: middle(p50),
      micros: middle(micros),
      ratios: { perSecond: ratio(perSecond), p50: ratio(p50), micros: ratio(micros) },
    };
  });
}

export function printBesideOurs(standings: readonly Standing[]): void {
  console.table(
    besideOurs(standings).map(({ name, inFlight, ratios, ...figures }) => ({
      what: name,
      'in flight': inFlight,
      'per s': Math.round(figures.perSecond),
      'answer p50 ms': Number(figures.p50.toFixed(2)),
      'all processes, µs': Math.round(figures.micros),
      'per s ÷ ours': Number(ratios.perSecond.toFixed(2)),
      'p50 ÷ ours': Number(ratios.p50.toFixed(2)),
      'µs ÷ ours': Number(ratios.micros.toFixed(2)),
    })),
  );
}
