import { setTimeout as sleep } from 'node:timers/promises';
import type { CrashPoint } from '@safe-community/database/crash-points';
import type { Service } from '../system/service.ts';
import type { Run } from '../run.ts';

/** Duration of undisturbed calls before and after. */
const CALM_MS = 500;
const DIES_WITHIN_MS = 60_000;

/**
 * Kills a service at each of the crash points in turn: each restart arms the next one. Repeats until the time of the
 * run is over, at least once; afterwards the service runs unarmed.
 */
export async function dieAt(run: Run, service: Service, points: readonly CrashPoint[]): Promise<void> {
  await sleep(CALM_MS);
  const end = performance.now() + run.seconds * 1_000;
  const deaths = new Map<string, number>(points.map((point) => [point, 0]));
  await service.kill();
  do {
    for (const point of points) {
      const nth = run.random.between(1, 20);
      await service.launch({ CRASH_POINT: `${point}:${nth}`, ALLOW_CRASH_POINTS: 'yes' });
      await service.died(DIES_WITHIN_MS);
      deaths.set(point, (deaths.get(point) ?? 0) + 1);
    }
  } while (performance.now() < end);
  await service.start();
  await sleep(CALM_MS);
  const times = [...deaths].map(([point, count]) => `${point} ×${count}`);
  run.note(`${service.name} killed at ${times.join(', ')}`);
}
