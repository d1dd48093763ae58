import { randomUUID } from 'node:crypto';
import { inOneGo } from '@safe-community/database';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { forgetEffects, ownDatabase, type OwnDatabase } from '../../test/own-database.ts';
import { saveBeats } from '../beats/beats.store.ts';
import { readFigures } from '../figures/module.ts';
import { addIncidents } from '../incidents/incidents.store.ts';
import { added, countIncidents, harmOf } from '../incidents/incident-count.ts';
import { readTally } from '../scorecard/scorecard.store.ts';
import { saveControlChanges } from './control.store.ts';
import { saveMergers } from './mergers.store.ts';

const [A, B, C] = ['UA05020010000053508', 'UA05020170000049432', 'UA05020030000031457'];
const OBLAST = 'UA05000000000010236';
const [BEFORE, DAY, LATER] = ['2026-02-28', '2026-03-01', '2026-06-01'];

let own: OwnDatabase;
beforeAll(async () => {
  own = await ownDatabase();
});
afterAll(() => own.drop());
beforeEach(async () => {
  await forgetEffects(own.database, 'officers');
  await forgetEffects(own.database, 'incidents');
  const harm = harmOf();
  const incidents = [BEFORE, DAY, LATER].flatMap((day) =>
    [A, B, C].map((hromadaCode) => ({
      category: 'fire' as const,
      day,
      knownOn: day,
      channel: undefined,
      detail: undefined,
      schoolMatter: undefined,
      hromadaCode,
      oblastCode: OBLAST,
      growth: added(harm ?? expect.fail()),
    })),
  );
  await inOneGo(own.database, addIncidents(countIncidents(incidents), '2026-11-29'));
});

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}

test('from the day of a merger on, incidents of the former hromada count for its successor; before, for itself', async () => {
  await merge([A, B, DAY]);
  expect(await perDay(A)).toEqual([1, 0, 0]);
  expect(await perDay(B)).toEqual([1, 2, 2]);
  expect(await perDay(OBLAST)).toEqual([3, 3, 3]);
});

test('through a chain of mergers they count for the hromada of each day', async () => {
  await merge([B, C, LATER], [A, B, DAY]);
  expect([await perDay(A), await perDay(B), await perDay(C)]).toEqual([
    [1, 0, 0],
    [1, 2, 0],
    [1, 1, 3],
  ]);
  expect([await perDay(A, 'today'), await perDay(B, 'today'), await perDay(C, 'today')]).toEqual([
    [0, 0, 0],
    [0, 0, 0],
    [3, 3, 3],
  ]);
  // In total, no incident is lost or counted twice.
  const inAll = await Promise.all([A, B, C].map((code) => perDay(code)));
  expect(sum(inAll.flat())).toBe(sum(await perDay(OBLAST)));
});

test('as known on a day, a merger that was recorded later does not count, whenever it takes effect', async () => {
  const saved = [
    { code: A, successorCode: B, effectiveDate: DAY, knownOn: '2026-05-01' },
    { code: C, successorCode: B, effectiveDate: DAY, knownOn: DAY },
  ];
  await inOneGo(own.database, [saveMergers(saved)]);
  const known = (knownOn?: string) => perDay(B, 'event', knownOn);
  expect(await known()).toEqual([1, 3, 3]);
  expect(await known('2026-05-01')).toEqual([1, 3, 0]);
  expect(await known('2026-04-30')).toEqual([1, 2, 0]);
  expect(await known(BEFORE)).toEqual([1, 0, 0]);
  expect(await perDay(A, 'event', '2026-04-30')).toEqual([1, 1, 0]);
  expect(await perDay(B, 'today', '2026-04-30')).toEqual([2, 2, 0]);
});

test('two events that merge hromadas into each other end in a figure, not in an endless query', async () => {
  await merge([A, B, DAY], [B, A, DAY]);
  expect(await perDay(C)).toEqual([1, 1, 1]);
  expect(await perDay(A)).toHaveLength(3);
  expect((await readTally(own.database, new Date())).officers).toBeDefined();
});

test('merged hromadas are covered as one, from the day on, and the scorecard is read again then', async () => {
  await inOneGo(own.database, saveBeats({ appointments: [tenure(A), tenure(C)], vacancies: [] }));
  await merge([A, C, DAY]);
  // Midnight in Kyiv.
  const at = new Date('2026-02-28T22:00:00Z');
  const before = await readTally(own.database, new Date(at.getTime() - 1));
  expect([before.officers.hromadasCovered, before.changesAt]).toEqual([2, at]);
  const { officers, hromadas } = await readTally(own.database, at);
  expect([officers.assigned, officers.hromadasCovered]).toEqual([2, 1]);
  // 140 are occupied.
  expect([before.hromadas, hromadas]).toEqual([1_329, 1_328]);
});

test('the scorecard counts of how many hromadas it speaks, and is read again when one is occupied', async () => {
  const day = { status: 'occupied', date: DAY, isExact: true, knownOn: BEFORE } as const;
  await inOneGo(own.database, [saveControlChanges([{ code: A, ...day }])]);
  const at = new Date('2026-02-28T22:00:00Z');
  const before = await readTally(own.database, new Date(at.getTime() - 1));
  expect([before.hromadas, before.changesAt]).toEqual([1_329, at]);
  expect((await readTally(own.database, at)).hromadas).toBe(1_328);
});

async function merge(...mergers: readonly (readonly [string, string, string])[]): Promise<void> {
  const saved = mergers.map(([code, successorCode, effectiveDate]) => ({
    code,
    successorCode,
    effectiveDate,
    knownOn: effectiveDate,
  }));
  await inOneGo(own.database, [saveMergers(saved)]);
}

/** The incidents of the three days. */
async function perDay(
  territoryCode: string,
  territoryAsOf: 'event' | 'today' = 'event',
  knownOn?: string,
): Promise<number[]> {
  const figures = await readFigures(own.database.em.fork(), {
    measures: ['incidents'],
    from: BEFORE,
    to: LATER,
    territory: { codes: [territoryCode] },
    groupBy: ['day'],
    territoryAsOf,
    knownOn,
    today: LATER,
  });
  return [BEFORE, DAY, LATER].map((day) => figures.find(({ from }) => from === day)?.value ?? 0);
}

function tenure(hromadaCode: string) {
  const [assignmentId, beatId, officerId] = [randomUUID(), randomUUID(), randomUUID()];
  const startsAt = new Date(0);
  return {
    assignmentId,
    beatId,
    hromadaCode,
    officerId,
    role: 'primary',
    startsAt,
    endsAt: undefined,
  } as const;
}
