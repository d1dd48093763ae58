import { randomUUID } from 'node:crypto';
import { inOneGo } from '@safe-community/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VINNYTSKA } from '../../test/events.ts';
import { ownDatabase, type OwnDatabase } from '../../test/own-database.ts';
import { readTally } from '../scorecard/scorecard.store.ts';
import { saveIssues, saveOfficers } from './patrol.store.ts';

let own: OwnDatabase;
beforeAll(async () => {
  own = await ownDatabase();
});
afterAll(() => own.drop());

test('a camera is with the officer who got it last, within a batch of events and across batches', async () => {
  const [first, second, gone] = [randomUUID(), randomUUID(), randomUUID()];
  const officers = [first, second].map((officerId) => ({ officerId, oblastCode: VINNYTSKA, demonstration: false }));
  await inOneGo(own.database, [saveOfficers(officers)]);
  const cameraId = randomUUID();
  // The last one goes to an officer who is not on strength.
  await issue({ cameraId, officerId: first }, { cameraId, officerId: gone });
  expect(await patrol()).toMatchObject({ strength: 2, equipped: 0 });
  await issue({ cameraId, officerId: first });
  expect(await patrol()).toMatchObject({ strength: 2, equipped: 1 });
  await issue({ cameraId: randomUUID(), officerId: second });
  expect(await patrol()).toMatchObject({ strength: 2, equipped: 2 });
});

async function issue(...issues: readonly { readonly cameraId: string; readonly officerId: string }[]): Promise<void> {
  await inOneGo(own.database, [saveIssues(issues)]);
}

async function patrol() {
  return (await readTally(own.database)).patrol;
}
