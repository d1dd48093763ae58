import { TerritoryChangeKind } from '@safe-community/contracts/officers/v1/territory_service.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyEvents } from '../../test/apply-events.ts';
import { controlChanged, merged, VINNYTSIA } from '../../test/events.ts';
import { ownDatabase, type OwnDatabase } from '../../test/own-database.ts';
import { readControl } from './module.ts';
import { TERRITORY_EVENTS } from './territory.events.ts';

const { OCCUPIED, LIBERATED } = TerritoryChangeKind;
const MERGED = 'UA05020170000049432';
const SEVASTOPOL = 'UA85000000000065278';
const YEAR = { from: '2025-01-01', to: '2025-12-31' };

let own: OwnDatabase;
beforeAll(async () => {
  own = await ownDatabase();
  await applyEvents(own.database, TERRITORY_EVENTS, [
    [merged(MERGED, VINNYTSIA, '2025-02-01'), '2025-02-01T08:00:00Z'],
    [controlChanged(VINNYTSIA, OCCUPIED, '2025-03-01'), '2025-03-10T08:00:00Z'],
    [controlChanged(VINNYTSIA, LIBERATED, '2025-06-01'), '2025-06-05T08:00:00Z'],
    // A settlement says nothing about its hromada.
    [controlChanged('UA05020030020063505', OCCUPIED, '2025-08-01', VINNYTSIA), '2025-08-01T08:00:00Z'],
  ]);
});
afterAll(() => own.drop());

test('what the registry recorded counts beside what is published, also for merged parts', async () => {
  const control = await readControl(own.database.em.fork());
  const spring = [{ from: '2025-03-01', to: '2025-05-31' }];
  expect([VINNYTSIA, MERGED].map((code) => control.occupiedDays(code, YEAR))).toEqual([spring, spring]);
  expect(control.occupiedDays(SEVASTOPOL, YEAR)).toEqual([YEAR]);
  expect(control.stateOn(VINNYTSIA, '2025-07-01')).toMatchObject({
    status: 'liberated',
    since: { date: '2025-06-01', isExact: true },
  });
});

test('as known on a day, what was recorded later does not count', async () => {
  const occupied = async (knownOn: string) =>
    (await readControl(own.database.em.fork(), knownOn)).occupiedDays(VINNYTSIA, YEAR);
  expect(await occupied('2025-03-09')).toEqual([]);
  expect(await occupied('2025-06-04')).toEqual([{ from: '2025-03-01', to: '2025-12-31' }]);
  expect(await occupied('2025-06-05')).toEqual([{ from: '2025-03-01', to: '2025-05-31' }]);
});
