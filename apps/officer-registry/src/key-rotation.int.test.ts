import { AssignmentRole, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { eventually } from '@safe-community/testkit';
import { activateKey, addKeyFile, loadKeyring, decrypt, removeKeyFile } from '@safe-community/security/encryption';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { officers } from './officers/module.ts';
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

test('officers in memory and on disk stay readable when the former key is removed', { timeout: 60_000 }, async () => {
  const { officerId } = await registry.client.registerOfficer({ fullName: 'Ротаційна Олена' });
  await registry.client.assignOfficer({ officerId, role: AssignmentRole.PRIMARY });
  const away = await registry.client.registerOfficer({ fullName: 'Далекий Петро' });
  await registry.client.changeOfficerState({
    officerId: away.officerId,
    state: OfficerState.SUSPENDED,
    reason: 'скарга',
  });

  addKeyFile(registry.keysDir, 'second');
  activateKey(registry.keysDir, 'second');
  await eventually(async () => expect(await keyIds()).toEqual(['second', 'second', 'second']));
  removeKeyFile(registry.keysDir, 'first');
  await eventually(async () => {
    const [holder] = await registry.sql('select key_ids from keyring_holder');
    expect(holder).toEqual({ key_ids: ['second'] });
  });

  // Nobody has queried this officer before: it is decrypted from memory.
  const { officer } = await registry.client.findResponsibleOfficer(VINNYTSIA);
  expect(officer?.fullName).toBe('Ротаційна Олена');
  expect((await registry.client.getOfficer(away.officerId)).officer?.fullName).toBe('Далекий Петро');
  const [row] = await registry.sql('select * from officer_state_change where officer_id = $1', [away.officerId]);
  const change = row as { change_id: string; key_id: string; wrapped_key: Buffer; ciphertext: Buffer };
  const encrypted = { keyId: change.key_id, wrappedKey: change.wrapped_key, ciphertext: change.ciphertext };
  expect(decrypt(loadKeyring(registry.keysDir), change.change_id, encrypted)).toMatchObject({ reason: 'скарга' });
});

async function keyIds(): Promise<unknown[]> {
  const found = await registry.sql('select key_id from officer union all select key_id from officer_state_change');
  return found.map((row) => row['key_id']);
}
