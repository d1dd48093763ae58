import { clockOf } from '../frame/clock.ts';
import type { Contestant } from '../frame/compare.ts';
import { workInFlight } from '../frame/in-flight.ts';
import type { ServiceName } from '@safe-community/local-stack';
import { clockOfFloor } from '../system-processes.ts';
import type { System } from '../system.ts';
import type { Echo } from './echo.ts';
import type { FloorProcess } from './start-floor.ts';

/** @param request creates the bytes of each request, as for the subject. */
export function echoContestant(echo: Echo, request: () => Uint8Array): Contestant {
  return {
    name: 'bare echo',
    work: (load) => workInFlight(load, () => echo.call(request())),
    clock: clockOf({ program: echo.pid }),
  };
}

/**
 * @param database the database it writes to.
 * @param inFlight calls in flight, if different from the subject.
 */
export function floorContestant(
  name: string,
  floor: FloorProcess,
  { processes }: System,
  database: ServiceName,
  inFlight?: number,
): Contestant {
  return {
    name,
    work: (load) => floor.work({ ...load, inFlight: inFlight ?? load.inFlight }),
    clock: clockOfFloor(processes, floor.pid, database),
  };
}
