import type { Service } from './service.ts';

const MODULE = import.meta.resolve('./shift-clock.ts');

/** How far ahead the clock of a service is, milliseconds, one after the other. */
export type Shifts = readonly number[];

/** Starts a service anew with a clock that is wrong by the first of the shifts. */
export async function restartWithClock(service: Service, shifts: Shifts): Promise<void> {
  await service.stop();
  await service.start({ NODE_OPTIONS: `--import=${MODULE}`, CLOCK_SHIFTS_MS: shifts.join(',') });
}

/** Sets the clock of a service that runs to the next of its shifts; a moment later it goes by that. */
export function setClock({ pid }: Service): void {
  process.kill(pid, 'SIGUSR2');
}
