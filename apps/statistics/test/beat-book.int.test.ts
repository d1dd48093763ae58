import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { settleBeats, type Assignment } from '../src/domain/beat.ts';
import { beatBook } from '../src/outbound/postgres/beat-book.ts';
import { tallyReader } from '../src/outbound/postgres/tally-reader.ts';
import { VINNYTSIA } from './events.ts';
import { ownDatabase, type OwnDatabase } from './own-database.ts';

let own: OwnDatabase;
beforeAll(async () => {
  own = await ownDatabase();
});
afterAll(() => own.drop());

test('a beat is vacant when its new primary becomes the deputy in the same run of events', async () => {
  const [former, next] = [randomUUID(), randomUUID()];
  await settle([primary(former)]);
  expect(await assigned()).toBe(1);
  await settle([primary(next), { ...primary(next), role: 'deputy' }]);
  expect(await assigned()).toBe(0);
});

test('an officer who is not the primary leaves nothing vacant by becoming the deputy', async () => {
  await settle([primary(randomUUID())]);
  await settle([{ ...primary(randomUUID()), role: 'deputy' }]);
  expect(await assigned()).toBe(1);
});

test('one officer on the beats of a hromada and its district is one officer in one hromada', async () => {
  const officer = primary(randomUUID());
  await settle([officer, { ...officer, beat: { ...officer.beat, districtCode: '0520680301' } }]);
  expect((await tallyReader(own.database).read()).officers).toEqual({
    assigned: 1,
    hromadasCovered: 1,
    demonstration: 0,
  });
});

test('a real officer in the place of an invented one is no longer counted as invented', async () => {
  const invented = async () => (await tallyReader(own.database).read()).officers.demonstration;
  await settle([{ ...primary(randomUUID()), demonstration: true }]);
  expect(await invented()).toBe(1);
  await settle([primary(randomUUID())]);
  expect(await invented()).toBe(0);
});

function settle(assignments: readonly Assignment[]): Promise<void> {
  return own.database.em.fork().transactional((em) => beatBook.settle(em, settleBeats(assignments)));
}

async function assigned(): Promise<number> {
  return (await tallyReader(own.database).read()).officers.assigned;
}

function primary(officerId: string): Assignment {
  return { beat: { hromadaCode: VINNYTSIA, districtCode: '' }, officerId, role: 'primary', demonstration: false };
}
