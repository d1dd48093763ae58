import { randomUUID } from 'node:crypto';
import { inOneGo } from '@safe-community/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VINNYTSKA } from '../../test/events.ts';
import { ownDatabase, type OwnDatabase } from '../../test/own-database.ts';
import { readFigures } from '../figures/module.ts';
import { saveReceived } from './footage-outcomes.store.ts';
import { saveComplianceVintages, saveCoverageVintages } from './vintages.store.ts';

let own: OwnDatabase;
beforeAll(async () => {
  own = await ownDatabase();
});
afterAll(() => own.drop());

const UNIT = { unitCode: 'patrol-05', oblastCode: VINNYTSKA, demonstration: false };

test('coverage and use of cameras as known on a day leave out what was recorded later, in any order', async () => {
  const coverage = { ...UNIT, strength: 10, inStock: 0, inRepair: 0 };
  const counts = { attended: 20, recordings: 0, categorised: 0, linked: 0 };
  const complaints = { complaintsWithFootage: 0, complaintsWithoutFootage: 0 };
  const compliance = { ...UNIT, ...counts, ...complaints, day: '2026-03-01', counted: 10 };
  await inOneGo(own.database, [
    saveCoverageVintages([
      // A correction of the first day that was recorded on the third.
      { ...coverage, day: '2026-03-01', equipped: 9, changedAt: at('2026-03-01T12:00:00Z'), knownOn: '2026-03-03' },
      { ...coverage, day: '2026-03-01', equipped: 4, changedAt: at('2026-03-01T09:00:00Z'), knownOn: '2026-03-01' },
      { ...coverage, day: '2026-03-01', equipped: 5, changedAt: at('2026-03-01T10:00:00Z'), knownOn: '2026-03-01' },
    ]),
    saveComplianceVintages([
      { ...compliance, activated: 8, countedAt: at('2026-03-09T03:00:00Z'), knownOn: '2026-03-09' },
      { ...compliance, activated: 6, countedAt: at('2026-03-02T03:00:00Z'), knownOn: '2026-03-02' },
    ]),
  ]);
  expect(await read('camera_coverage', '2026-02-28')).toEqual([]);
  expect(await read('camera_coverage', '2026-03-02')).toEqual([50]);
  expect(await read('camera_coverage', '2026-03-03')).toEqual([90]);
  expect(await read('camera_activation', '2026-03-01')).toEqual([]);
  expect(await read('camera_activation', '2026-03-08')).toEqual([60]);
  expect(await read('camera_activation', '2026-03-09')).toEqual([80]);
});

test('requests as known on a day leave out those that were recorded later', async () => {
  const request = { kind: 'complaint', oblastCode: VINNYTSKA, receivedOn: '2026-03-05', demonstration: false } as const;
  await inOneGo(own.database, [
    saveReceived([
      { ...request, footageRequestId: randomUUID(), knownOn: '2026-03-05' },
      { ...request, footageRequestId: randomUUID(), knownOn: '2026-03-20' },
    ]),
  ]);
  expect(await read('complaints', '2026-03-19')).toEqual([1]);
  expect(await read('complaints', '2026-03-20')).toEqual([2]);
  expect(await read('complaints', undefined)).toEqual([2]);
});

async function read(measure: string, knownOn: string | undefined): Promise<number[]> {
  const figures = await readFigures(own.database.em.fork(), {
    measures: [measure],
    from: '2026-03-01',
    to: '2026-03-31',
    territory: { level: 'country' },
    groupBy: [],
    knownOn,
    territoryAsOf: 'event',
    today: '2026-05-20',
  });
  return figures.map(({ value }) => value);
}

function at(time: string): Date {
  return new Date(time);
}
