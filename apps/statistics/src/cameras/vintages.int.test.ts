import { randomUUID } from 'node:crypto';
import { inOneGo, type Step } from '@safe-community/database';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VINNYTSKA } from '../../test/events.ts';
import { forgetEffects, ownDatabase, type OwnDatabase } from '../../test/own-database.ts';
import { readFigures } from '../figures/module.ts';
import {
  findOutcomes,
  saveAppealDecided,
  saveAppealed,
  saveDecided,
  saveOverdue,
  saveReceived,
} from './footage-outcomes.store.ts';
import { saveComplianceVintages, saveCoverageVintages } from './vintages.store.ts';

let own: OwnDatabase;
beforeAll(async () => {
  own = await ownDatabase();
});
afterAll(() => own.drop());

const UNIT = { unitCode: 'patrol-05', oblastCode: VINNYTSKA };

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
  const request = { kind: 'complaint', oblastCode: VINNYTSKA, receivedOn: '2026-03-05' } as const;
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

test('complaints in time as known on a day are those of a model, whatever became known in whichever order', async () => {
  const day = fc.integer({ min: 6, max: 30 }).map((number) => `2026-03-${String(number).padStart(2, '0')}`);
  const complaint = fc.record({
    id: fc.uuid(),
    overdue: fc.option(day, { nil: undefined }),
    decided: fc.option(fc.record({ knownOn: day, isLate: fc.boolean() }), { nil: undefined }),
    isReversed: fc.boolean(),
  });
  const complaints = fc.uniqueArray(complaint, { maxLength: 8, selector: ({ id }) => id });
  await fc.assert(
    fc.asyncProperty(complaints, fc.array(day, { minLength: 1, maxLength: 3 }), async (all, days) => {
      await forgetEffects(own.database, 'cameras');
      for (const each of all) for (const step of stepsOf(each)) await inOneGo(own.database, [step]);
      for (const knownOn of days) {
        const decided = all.filter((each) => each.decided !== undefined && each.decided.knownOn <= knownOn);
        const overdue = all.filter((each) => each.overdue !== undefined && each.overdue <= knownOn);
        const whole = new Set([...decided, ...overdue]).size;
        const inTime = decided.filter((each) => each.decided?.isLate === false).length;
        expect(await read('complaints_in_time', knownOn)).toEqual(whole === 0 ? [] : [(100 * inTime) / whole]);
      }
    }),
    { numRuns: 40 },
  );
});

test('an appeal as known on a day is that of the last step that was recorded by then', async () => {
  await forgetEffects(own.database, 'cameras');
  const id = randomUUID();
  const decided = { knownOn: '2026-03-08', isLate: false };
  await inOneGo(own.database, [
    ...stepsOf({ id, overdue: undefined, decided }),
    ...saveAppealed([{ footageRequestId: id, knownOn: '2026-03-10' }]),
    ...saveAppealDecided([{ footageRequestId: id, outcome: 'upheld', knownOn: '2026-03-12' }]),
    ...saveAppealDecided([{ footageRequestId: id, outcome: 'dismissed', knownOn: '2026-03-20' }]),
  ]);
  const days = ['2026-03-09', '2026-03-10', '2026-03-12', '2026-03-20', undefined];
  const cells = await Promise.all(days.map((knownOn) => findOutcomes(own.database, { ...MARCH, knownOn })));
  expect(cells.map(([cell]) => [cell?.appealed, cell?.appealsUpheld])).toEqual([
    [0, 0],
    [1, 0],
    [1, 1],
    [1, 0],
    [1, 0],
  ]);
});

const MARCH = { from: '2026-03-01', to: '2026-03-31', oblastCode: '' };

interface Complaint {
  readonly id: string;
  readonly overdue: string | undefined;
  readonly decided: { readonly knownOn: string; readonly isLate: boolean } | undefined;
  readonly isReversed?: boolean;
}

function stepsOf({ id: footageRequestId, overdue, decided, isReversed = false }: Complaint): Step[] {
  const received = {
    kind: 'complaint',
    oblastCode: VINNYTSKA,
    receivedOn: '2026-03-05',
  } as const;
  const steps = [
    saveReceived([{ ...received, footageRequestId, knownOn: '2026-03-05' }]),
    ...(overdue === undefined ? [] : saveOverdue([{ footageRequestId, knownOn: overdue }])),
    ...(decided === undefined ? [] : saveDecided([{ footageRequestId, outcome: 'granted', ...decided }])),
  ];
  return isReversed ? steps.toReversed() : steps;
}

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
