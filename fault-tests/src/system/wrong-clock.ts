import type { Service } from './service.ts';

const MODULE = import.meta.resolve('./shift-clock.ts');

/** Successive offsets of the clock of a service, milliseconds. */
export type Shifts = readonly number[];

/** Restarts a service with its clock shifted by the first offset. */
export async function restartWithClock(service: Service, shifts: Shifts): Promise<void> {
  await service.stop();
  await service.start({ NODE_OPTIONS: `--import=${MODULE}`, CLOCK_SHIFTS_MS: shifts.join(',') });
}

/** Shifts the clock of a running service by the next offset; it takes effect a moment later. */
export function setClock({ pid }: Service): void {
  process.kill(pid, 'SIGUSR2');
}
