import { z } from 'zod';
import { about } from './variable.ts';

/** A whole number in decimal digits within the range, both ends included. */
export function wholeNumber({ min, max }: { min: number; max: number }) {
  const schema = z
    .string()
    .regex(/^-?\d{1,16}$/)
    .transform(Number)
    .pipe(z.int().min(min).max(max));
  return about(schema, { expects: `a whole number from ${min} to ${max}`, example: `${min}` });
}

/** A TCP port; 0 lets the system choose a free one. */
export function port() {
  return about(wholeNumber({ min: 0, max: 65_535 }), {
    expects: 'a port number from 0 to 65535',
    example: '50051',
  });
}

/** A ratio from 0 to 1 in decimal notation, such as 0.05. */
export function ratio() {
  const schema = z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .transform(Number)
    .pipe(z.number().min(0).max(1));
  return about(schema, { expects: 'a number from 0 to 1', example: '0.05' });
}

/** A number of days with its unit, such as 90d, for durations longer than any timer. Returns the days. */
export function days() {
  const schema = z
    .string()
    .regex(/^\d{1,5}d$/)
    .transform((written) => Number.parseInt(written, 10));
  return about(schema, { expects: 'a number of days with its unit, at most 99999d', example: '90d' });
}

const millisecondsPer = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * A duration with its unit (ms, s, m, h, d), such as 500ms or 30s; a number without a unit is rejected, because a
 * reader could not tell seconds from milliseconds. Returns whole milliseconds, at most 24 days, the limit of Node's
 * timers.
 */
export function durationMs() {
  const schema = z
    .string()
    .regex(/^\d{1,10}(ms|s|m|h|d)$/)
    .transform(toMilliseconds)
    .pipe(z.int().max(24 * millisecondsPer.d));
  return about(schema, {
    expects: 'a length of time with its unit (ms, s, m, h or d), at most 24d',
    example: '30s',
  });
}

/** Like `durationMs`, or one word with a meaning of its own. */
export function durationMsOr<const Word extends string>(word: Word) {
  return about(z.union([z.literal(word), durationMs()]), {
    expects: `"${word}", or a length of time with its unit (ms, s, m, h or d), at most 24d`,
    example: word,
  });
}

function toMilliseconds(written: string): number {
  const unit = written.replace(/^\d+/, '') as keyof typeof millisecondsPer;
  return Number.parseInt(written, 10) * millisecondsPer[unit];
}
