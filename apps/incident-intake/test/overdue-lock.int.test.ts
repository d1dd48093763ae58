import { incidentEscalated } from '@safe-community/events';
import { eventually } from '@safe-community/testkit';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lockOverdue } from '../src/incident/misrouted.store.ts';
import { systemClock } from '@safe-community/service-kit';
import { runIntakeWithRegistry, type IntakeWithRegistry } from './intake-with-registry.ts';
import { fire } from './messages.ts';

/** The job runs each second. */
const ROUNDS_MS = 2_500;
const MINUTE = 60_000;

/** How far the service's clock is ahead. */
let ahead = 0;
let world: IntakeWithRegistry;
beforeAll(async () => {
  world = await runIntakeWithRegistry({ clock: { ...systemClock, now: () => new Date(Date.now() + ahead) } });
});
afterAll(() => world.stop());

async function reportSeveral(count: number): Promise<string[]> {
  const reports = Array.from({ length: count }, () => world.intake.report({ report: fire() }));
  return (await Promise.all(reports)).map(({ incidentId }) => incidentId);
}

const levelsOf = async (incidentId: string): Promise<number[]> =>
  (await world.published(incidentEscalated, incidentId)).map(({ level }) => level);

test('two concurrent searches for overdue incidents get different ones', async () => {
  const ids = await reportSeveral(6);
  const late = new Date(Date.now() + 2 * MINUTE);
  const { em } = world.intake.database;
  await em.fork().transactional(async (one) => {
    const first = await lockOverdue(one, late, 4);
    const second = await em.fork().transactional((other) => lockOverdue(other, late, 4));
    const found = [...first, ...second].map(({ incidentId }) => incidentId);
    expect([first.length, second.length]).toEqual([4, 2]);
    expect(found.toSorted()).toEqual(ids.toSorted());
  });
});

test('an overdue incident that is locked delays no other and is escalated once afterwards', async () => {
  const ids = await reportSeveral(5);
  const [held = '', ...others] = ids;
  await world.intake.database.em.fork().transactional(async (em) => {
    await em.execute('select 1 from incident where incident_id = ? for no key update', [held]);
    ahead += 2 * MINUTE;
    await eventually(async () => {
      for (const incidentId of others) expect(await levelsOf(incidentId)).toEqual([1]);
    });
    await sleep(ROUNDS_MS);
    expect(await levelsOf(held)).toEqual([]);
  });
  await eventually(async () => expect(await levelsOf(held)).toEqual([1]));
  expect(world.intake.log.filter((line) => line.includes('changed without being locked'))).toEqual([]);
});
