import type { Figures, ReportFigures } from './figures.ts';

/** Processor time that goes partly by the group, partly by the row in it: a + b · rows, µs. */
export interface Times {
  readonly ofGroup: number;
  readonly ofRow: number;
}

/** What a report costs each of those who work on it. */
export interface ServiceTimes {
  /** Before its answer. */
  readonly program: Times;
  readonly postgres: Times;
  /** After it, in the same process and the same database. */
  readonly relay: { readonly program: Times; readonly postgres: Times };
  readonly others: Times;
  readonly caller: Times;
  /** How long a commit waits for the disk, µs: nobody works meanwhile. */
  readonly disk: number;
}

/**
 * How much of what goes by the group is the relay's. Not measured apart; chosen so that the simulation meets what was
 * measured.
 */
const RELAY_SHARE = 0.3;

/** Measured at each load as time of a call and rows of a group: a line through these points gives both parts. */
export function serviceTimes({ reports, insert, relay }: Figures): ServiceTimes {
  const by = (micros: (load: ReportFigures) => number): Times => lineThrough(reports, micros);
  const [program, relayOfProgram] = apart(
    by(({ programMicros }) => programMicros),
    relay.programMicros,
  );
  const [postgres, relayOfPostgres] = apart(
    by(({ postgresMicros }) => postgresMicros),
    relay.postgresMicros,
  );
  return {
    program,
    postgres,
    relay: { program: relayOfProgram, postgres: relayOfPostgres },
    others: by(({ othersMicros }) => othersMicros),
    caller: by(({ callerMicros }) => callerMicros),
    disk: Math.max(0, insert.p50Ms * 1_000 - insert.programMicros - insert.postgresMicros),
  };
}

/** What comes before the answer, and what the relay does. */
function apart({ ofGroup, ofRow }: Times, relayOfRow: number): readonly [Times, Times] {
  const relay = { ofGroup: ofGroup * RELAY_SHARE, ofRow: Math.min(ofRow, relayOfRow) };
  return [{ ofGroup: ofGroup - relay.ofGroup, ofRow: ofRow - relay.ofRow }, relay];
}

export function timeOf({ ofGroup, ofRow }: Times, rows: number): number {
  return ofGroup + ofRow * rows;
}

/** Of both together. */
export function sumOf(one: Times, other: Times): Times {
  return { ofGroup: one.ofGroup + other.ofGroup, ofRow: one.ofRow + other.ofRow };
}

/** Time of one call in a group of so many. */
export function timeOfCall(times: Times, rows: number): number {
  return timeOf(times, rows) / rows;
}

/**
 * Least squares of t = a / rows + b, each point weighed by its own size, so that small and large times are met alike.
 * Neither part is below zero.
 */
function lineThrough(loads: readonly ReportFigures[], micros: (load: ReportFigures) => number): Times {
  const points = loads.map((load) => {
    const t = Math.max(1, micros(load));
    return { x: 1 / load.rowsOfGroup, t, weight: 1 / t ** 2 };
  });
  const sum = (of: (point: (typeof points)[number]) => number): number =>
    points.reduce((total, point) => total + point.weight * of(point), 0);
  const [w, x, t] = [sum(() => 1), sum((point) => point.x), sum((point) => point.t)];
  const [xx, xt] = [sum((point) => point.x ** 2), sum((point) => point.x * point.t)];
  const ofGroup = Math.max(0, (w * xt - x * t) / (w * xx - x * x));
  return { ofGroup, ofRow: Math.max(0, (t - ofGroup * x) / w) };
}
