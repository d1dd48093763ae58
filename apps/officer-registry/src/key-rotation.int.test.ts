import { AssignmentRole, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { OfficerUpdate } from '@safe-community/contracts/officers/v1/officer_service.ts';
import { eventually } from '@safe-community/testkit';
import { activateKey, addKeyFile, loadKeyring, decrypt, removeKeyFile } from '@safe-community/security/encryption';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { officers } from './officers/module.ts';
import { officerCalls, PROFILE, RECORD } from '../test/officer-calls.ts';
import { VINNYTSIA } from '../test/registry-client.ts';
import { runRegistry, type RunningRegistry } from '../test/running-registry.ts';

let registry: RunningRegistry;
beforeAll(async () => {
  registry = await runRegistry();
});
afterAll(() => registry.stop());

test('the rotation knows every table with data keys', async () => {
  const found = await registry.sql(
    `select table_name from information_schema.columns where column_name = 'wrapped_key' and table_schema = 'public'`,
  );
  expect(found.map((row) => row['table_name']).toSorted()).toEqual(
    officers.encryptedTables?.map(({ name }) => name).toSorted(),
  );
});

test('officers in memory and on disk stay readable when the former key is removed', { timeout: 120_000 }, async () => {
  const { officerId } = await registry.client.registerOfficer({ fullName: 'Ротаційна Олена' });
  await registry.client.assignOfficer({ officerId, role: AssignmentRole.PRIMARY });
  const away = await registry.client.registerOfficer({ fullName: 'Далекий Петро' });
  await registry.client.changeOfficerState({
    officerId: away.officerId,
    state: OfficerState.SUSPENDED,
    reason: 'скарга',
  });

  const calls = officerCalls(registry.port);
  onTestFinished(() => calls.close());
  await calls.updateOfficer({
    officerId,
    etag: (await registry.client.getOfficer(officerId)).officer?.etag ?? '',
    updateMask: ['record', 'public_profile'],
    officer: OfficerUpdate.fromPartial({ record: RECORD, publicProfile: PROFILE }),
  });
  await calls.getOfficerRecord({ officerId, reason: 'перевірка' });

  addKeyFile(registry.keysDir, 'second');
  activateKey(registry.keysDir, 'second');
  await eventually(async () => expect(new Set(await keyIds())).toEqual(new Set(['second'])));
  removeKeyFile(registry.keysDir, 'first');
  await eventually(async () => {
    const [holder] = await registry.sql('select key_ids from keyring_holder');
    expect(holder).toEqual({ key_ids: ['second'] });
  });

  // Nobody has queried this officer before: it is decrypted from memory.
  const { officer } = await registry.client.findResponsibleOfficer(VINNYTSIA);
  expect(officer?.fullName).toBe('Ротаційна Олена');
  expect((await registry.client.getOfficer(away.officerId)).officer?.fullName).toBe('Далекий Петро');
  expect((await calls.getPublicProfile({ officerId })).profile).toEqual(PROFILE);
  expect((await calls.getOfficerRecord({ officerId, reason: 'перевірка' })).record).toEqual(RECORD);
  const [row] = await registry.sql('select * from officer_state_change where officer_id = $1', [away.officerId]);
  const change = row as { change_id: string; key_id: string; wrapped_key: Buffer; ciphertext: Buffer };
  const encrypted = { keyId: change.key_id, wrappedKey: change.wrapped_key, ciphertext: change.ciphertext };
  expect(decrypt(loadKeyring(registry.keysDir), change.change_id, encrypted)).toMatchObject({ reason: 'скарга' });
});

async function keyIds(): Promise<unknown[]> {
  const tables = (officers.encryptedTables ?? []).map(({ name }) => `select key_id from ${name}`);
  const found = await registry.sql(tables.join(' union all '));
  return found.map((row) => row['key_id']);
}
