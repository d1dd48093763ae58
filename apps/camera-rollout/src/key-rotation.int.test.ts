import { activateKey, addKeyFile, removeKeyFile } from '@safe-community/security/encryption';
import { eventually } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { footageCalls, REQUEST_TEXT, type FootageCalls } from '../test/footage-calls.ts';
import { runRollout, type RunningRollout } from '../test/running-rollout.ts';
import { custody } from './custody/module.ts';
import { footageRequests } from './footage-requests/module.ts';

let rollout: RunningRollout;
let calls: FootageCalls;
beforeAll(async () => {
  rollout = await runRollout();
  calls = footageCalls(rollout.port);
});
afterAll(async () => {
  calls.close();
  await rollout.stop();
});

const TABLES = [custody, footageRequests].flatMap((each) => each.encryptedTables?.map(({ name }) => name) ?? []);

test('the rotation knows every table with data keys', async () => {
  const found = await rollout.sql(
    `select table_name from information_schema.columns where column_name = 'wrapped_key' and table_schema = 'public'`,
  );
  expect(found.map((row) => row['table_name']).toSorted()).toEqual(TABLES.toSorted());
});

test('requests stay readable when the former key is removed', { timeout: 120_000 }, async () => {
  const { footageRequestId } = await calls.decided();
  const read = () => calls.requests.getFootageRequest({ footageRequestId, reason: 'перевірка' });
  await read();
  addKeyFile(rollout.keysDir, 'second');
  activateKey(rollout.keysDir, 'second');
  const keyIds = TABLES.map((name) => `select key_id from ${name}`).join(' union ');
  await eventually(async () => expect(await rollout.sql(keyIds)).toEqual([{ key_id: 'second' }]));
  removeKeyFile(rollout.keysDir, 'first');
  await eventually(async () => {
    const [holder] = await rollout.sql('select key_ids from keyring_holder');
    expect(holder).toEqual({ key_ids: ['second'] });
  });
  expect((await read()).texts?.requestText).toBe(REQUEST_TEXT);
});
