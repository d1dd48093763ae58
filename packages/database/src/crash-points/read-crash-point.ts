import { ConfigError } from '@safe-community/config';
import { CRASH_POINTS, isCrashPoint, type CrashPoint } from './names.ts';

/** Where a process crashes. */
export interface PlannedCrash {
  readonly at: CrashPoint;
  /** On which pass it crashes, from 1. */
  readonly nth: number;
}

/**
 * Reads CRASH_POINT=<name>[:<nth>]; undefined if it is not set, which is normal outside tests.
 *
 * @throws {ConfigError} if it is set without ALLOW_CRASH_POINTS=yes, in production, or to an unknown point: a process
 * that a forgotten variable could crash does not start.
 */
export function readCrashPoint(env: Readonly<Record<string, string | undefined>>): PlannedCrash | undefined {
  const { CRASH_POINT: asked, NODE_ENV, ALLOW_CRASH_POINTS } = env;
  if (asked === undefined || asked === '') return undefined;
  if (NODE_ENV === 'production') refuse('is set, and NODE_ENV is production: nothing dies on purpose there');
  if (ALLOW_CRASH_POINTS !== 'yes') refuse('is set without ALLOW_CRASH_POINTS=yes: it is for tests only');
  return parse(asked);
}

function parse(asked: string): PlannedCrash {
  const [at = '', nth = '1', ...more] = asked.split(':');
  if (!isCrashPoint(at)) return refuse(`names no crash point: there are ${CRASH_POINTS.join(', ')}`);
  if (more.length > 0 || !/^[1-9]\d{0,8}$/.test(nth)) return refuse('must be <name> or <name>:<nth>, nth from 1');
  return { at, nth: Number(nth) };
}

function refuse(problem: string): never {
  throw new ConfigError([`CRASH_POINT ${problem}`]);
}
