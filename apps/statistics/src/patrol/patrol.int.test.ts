import { randomUUID } from 'node:crypto';
import { OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { inOneGo, rows } from '@safe-community/database';
import { startTestNats } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { countedUpTo } from '../../test/calls.ts';
import { KYIV, registered, stateChanged, VINNYTSKA } from '../../test/events.ts';
import { ownDatabase, type OwnDatabase } from '../../test/own-database.ts';
import { runProducer } from '../../test/running-producer.ts';
import { runStatistics } from '../../test/running-statistics.ts';
import { readTally } from '../scorecard/scorecard.store.ts';
import { saveIssues, saveOfficers } from './patrol.store.ts';

let own: OwnDatabase;
beforeAll(async () => {
  own = await ownDatabase();
});
afterAll(() => own.drop());

test('a camera is with the officer who got it last, within a batch of events and across batches', async () => {
  const [first, second, gone] = [randomUUID(), randomUUID(), randomUUID()];
  const officers = [first, second].map((officerId) => ({ officerId, oblastCode: VINNYTSKA }));
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

test('the last event of an officer counts, also when registrations and changes of state alternate', async () => {
  const nats = await startTestNats();
  onTestFinished(() => nats.stop());
  const officers = await runProducer('officers', nats);
  onTestFinished(() => officers.stop());
  const [early, moved, still] = [randomUUID(), randomUUID(), randomUUID()];
  const [before, after] = [{ oblastCode: VINNYTSKA }, { oblastCode: KYIV }];
  const toActive = { kind: 2, formerState: OfficerState.TRAINING, state: OfficerState.ACTIVE } as const;
  // Emitted before the service starts: it consumes them as one batch, in which each kind is applied at once.
  const last = await officers.emit([
    registered(early, { ...before, state: OfficerState.TRAINING }),
    stateChanged(early, { ...toActive, ...before }),
    registered(moved, before),
    stateChanged(moved, { ...toActive, ...after }),
    registered(still, before),
    stateChanged(early, { ...toActive, ...after }),
  ]);
  const statistics = await runStatistics(nats, { officers: officers.address });
  onTestFinished(() => statistics.stop());
  await countedUpTo(statistics.client, 'officers', last);
  const stored = await rows<Record<string, unknown>>(statistics.database.em.fork(), 'select * from patrol_officer');
  const inOrder = [early, moved, still].map((id) => stored.find((row) => row['officer_id'] === id));
  expect(inOrder).toMatchObject([{ oblast_code: KYIV }, { oblast_code: KYIV }, { oblast_code: VINNYTSKA }]);
});

async function issue(...issues: readonly { readonly cameraId: string; readonly officerId: string }[]): Promise<void> {
  await inOneGo(own.database, [saveIssues(issues)]);
}

async function patrol() {
  return (await readTally(own.database, new Date())).patrol;
}
