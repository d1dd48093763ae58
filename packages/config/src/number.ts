import { variable, type Variable } from './variable.ts';

/** A whole number in decimal digits within the range, both ends included. */
export function wholeNumber({ min, max }: { min: number; max: number }) {
  return whole({ min, max, expects: `a whole number from ${min} to ${max}`, example: `${min}` });
}

/** A TCP port; 0 lets the system choose a free one. */
export function port() {
  return whole({ min: 0, max: 65_535, expects: 'a port number from 0 to 65535', example: '50051' });
}

interface Whole {
  readonly min: number;
  readonly max: number;
  readonly expects: string;
  readonly example: string;
}

function whole({ min, max, ...about }: Whole): Variable<number> {
  return variable(about, (raw) => {
    const number = /^-?\d{1,16}$/.test(raw) ? Number(raw) : Number.NaN;
    return Number.isSafeInteger(number) && number >= min && number <= max ? number : undefined;
  });
}

/** A ratio from 0 to 1 in decimal notation, such as 0.05. */
export function ratio() {
  return variable<number>({ expects: 'a number from 0 to 1', example: '0.05' }, (raw) =>
    /^\d+(\.\d+)?$/.test(raw) && Number(raw) <= 1 ? Number(raw) : undefined,
  );
}

/** A number of days with its unit, such as 90d, for durations longer than any timer. Returns the days. */
export function days() {
  return variable<number>({ expects: 'a number of days with its unit, at most 99999d', example: '90d' }, (raw) =>
    /^\d{1,5}d$/.test(raw) ? Number.parseInt(raw, 10) : undefined,
  );
}

const millisecondsPer = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const A_DURATION = 'a length of time with its unit (ms, s, m, h or d), at most 24d';

/**
 * A duration with its unit (ms, s, m, h, d), such as 500ms or 30s; a number without a unit is rejected, because a
 * reader could not tell seconds from milliseconds. Returns whole milliseconds, at most 24 days, the limit of Node's
 * timers.
 */
export function durationMs() {
  return variable<number>({ expects: A_DURATION, example: '30s' }, toMilliseconds);
}

/** Like `durationMs`, or one word with a meaning of its own. */
export function durationMsOr<const Word extends string>(word: Word) {
  return variable<Word | number>({ expects: `"${word}", or ${A_DURATION}`, example: word }, (raw) =>
    raw === word ? word : toMilliseconds(raw),
  );
}

function toMilliseconds(written: string): number | undefined {
  const [, amount, unit] = /^(\d{1,10})(ms|s|m|h|d)$/.exec(written) ?? [];
  const milliseconds = Number(amount) * millisecondsPer[unit as keyof typeof millisecondsPer];
  return milliseconds <= 24 * millisecondsPer.d ? milliseconds : undefined;
}
