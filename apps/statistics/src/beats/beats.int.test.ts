import { randomUUID } from 'node:crypto';
import { inOneGo } from '@safe-community/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VINNYTSIA } from '../../test/events.ts';
import { ownDatabase, type OwnDatabase } from '../../test/own-database.ts';
import { readTally } from '../scorecard/scorecard.store.ts';
import { settleBeats, type Assignment } from './beat.ts';
import { saveBeats } from './beats.store.ts';

let own: OwnDatabase;
beforeAll(async () => {
  own = await ownDatabase();
});
afterAll(() => own.drop());

test('a beat is vacant when its new primary becomes a deputy in the same batch of events', async () => {
  const [former, next] = [randomUUID(), randomUUID()];
  await settle([primary(former)]);
  expect(await assigned()).toBe(1);
  await settle([primary(next), { ...primary(next), role: 'deputy' }]);
  expect(await assigned()).toBe(0);
});

test('an officer who is not the primary does not leave the beat vacant by becoming a deputy', async () => {
  await settle([primary(randomUUID())]);
  await settle([{ ...primary(randomUUID()), role: 'deputy' }]);
  expect(await assigned()).toBe(1);
});

test('an officer on the beats of a hromada and of its district counts once', async () => {
  const officer = primary(randomUUID());
  await settle([officer, { ...officer, beat: { ...officer.beat, districtCode: '0520680301' } }]);
  expect((await readTally(own.database)).officers).toEqual({
    assigned: 1,
    hromadasCovered: 1,
    demonstration: 0,
  });
});

test('a real officer who replaces an invented one does not count as invented', async () => {
  const invented = async () => (await readTally(own.database)).officers.demonstration;
  await settle([{ ...primary(randomUUID()), demonstration: true }]);
  expect(await invented()).toBe(1);
  await settle([primary(randomUUID())]);
  expect(await invented()).toBe(0);
});

async function settle(assignments: readonly Assignment[]): Promise<void> {
  await inOneGo(own.database, saveBeats(settleBeats(assignments)));
}

async function assigned(): Promise<number> {
  return (await readTally(own.database)).officers.assigned;
}

function primary(officerId: string): Assignment {
  return { beat: { hromadaCode: VINNYTSIA, districtCode: '' }, officerId, role: 'primary', demonstration: false };
}
