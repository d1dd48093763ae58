import { randomUUID } from 'node:crypto';
import { inOneGo } from '@safe-community/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VINNYTSIA } from '../../test/events.ts';
import { ownDatabase, type OwnDatabase } from '../../test/own-database.ts';
import { readTally } from '../scorecard/scorecard.store.ts';
import { settleBeats, type Assignment } from './beat.ts';
import { saveBeats, saveEnds } from './beats.store.ts';

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
  await settle([officer, { ...officer, assignmentId: randomUUID(), beatId: randomUUID() }]);
  expect((await readTally(own.database, new Date())).officers).toEqual({
    assigned: 1,
    hromadasCovered: 1,
  });
});

async function settle(assignments: readonly Assignment[]): Promise<void> {
  await inOneGo(own.database, saveBeats(settleBeats(assignments)));
}

async function assigned(): Promise<number> {
  return (await readTally(own.database, new Date())).officers.assigned;
}

test('a planned hand-over counts at its instant, whichever of its events comes first', async () => {
  const [former, next] = [primary(randomUUID()), primary(randomUUID())];
  const at = new Date('2026-06-01T08:00:00Z');
  await inOneGo(own.database, saveBeats({ appointments: [former], vacancies: [] }));
  const before = await tallyAt(new Date(at.getTime() - 1));
  for (const steps of [
    saveBeats({ appointments: [{ ...next, startsAt: at }], vacancies: [] }),
    [saveEnds([{ assignmentId: former.assignmentId, endsAt: at }])],
  ]) {
    await inOneGo(own.database, steps);
    expect((await tallyAt(new Date(at.getTime() - 1))).officers).toEqual(before.officers);
  }
  expect((await tallyAt(new Date(at.getTime() - 1))).changesAt).toEqual(at);
  expect((await tallyAt(at)).officers).toEqual(before.officers);
});

test('an end that comes before its beginning counts', async () => {
  const tenure = primary(randomUUID());
  const before = await assigned();
  await inOneGo(own.database, [saveEnds([{ assignmentId: tenure.assignmentId, endsAt: new Date() }])]);
  await inOneGo(own.database, saveBeats({ appointments: [tenure], vacancies: [] }));
  expect(await assigned()).toBe(before);
});

function tallyAt(at: Date) {
  return readTally(own.database, at);
}

const BEAT = randomUUID();

function primary(officerId: string): Assignment {
  return {
    assignmentId: randomUUID(),
    beatId: BEAT,
    hromadaCode: VINNYTSIA,
    officerId,
    role: 'primary',
    startsAt: new Date(0),
    endsAt: undefined,
  };
}
