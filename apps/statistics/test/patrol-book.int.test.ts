import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { patrolBook } from '../src/outbound/postgres/patrol-book.ts';
import { tallyReader } from '../src/outbound/postgres/tally-reader.ts';
import { VINNYTSKA } from './events.ts';
import { ownDatabase, type OwnDatabase } from './own-database.ts';

let own: OwnDatabase;
beforeAll(async () => {
  own = await ownDatabase();
});
afterAll(() => own.drop());

test('a camera is with the officer to whom it went last, within a run of events and across them', async () => {
  const [first, second, gone] = [randomUUID(), randomUUID(), randomUUID()];
  const officers = [first, second].map((officerId) => ({ officerId, oblastCode: VINNYTSKA, demonstration: false }));
  await own.database.em.fork().transactional((em) => patrolBook.noteOfficers(em, officers));
  const cameraId = randomUUID();
  // To one who is none of those counted.
  await issue({ cameraId, officerId: first }, { cameraId, officerId: gone });
  expect(await patrol()).toMatchObject({ strength: 2, equipped: 0 });
  await issue({ cameraId, officerId: first });
  expect(await patrol()).toMatchObject({ strength: 2, equipped: 1 });
  await issue({ cameraId: randomUUID(), officerId: second });
  expect(await patrol()).toMatchObject({ strength: 2, equipped: 2 });
});

function issue(...issues: readonly { readonly cameraId: string; readonly officerId: string }[]): Promise<void> {
  return own.database.em.fork().transactional((em) => patrolBook.noteIssues(em, issues));
}

async function patrol() {
  return (await tallyReader(own.database).read()).patrol;
}
