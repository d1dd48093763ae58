import { randomUUID } from 'node:crypto';
import { AssignmentRole, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { refusalOf } from '@safe-community/testkit';
import { decrypt, VaultError } from '@safe-community/security/encryption';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runRegistry, type RunningRegistry } from '../../test/running-registry.ts';

const CANARIES = ['Канарейко', '671112233', 'CANARY-7', 'canary.kadry'];

let registry: RunningRegistry;
beforeAll(async () => {
  registry = await runRegistry();
});
afterAll(() => registry.stop());

test('name and phone number are stored encrypted; events, stored answers and logs hold no personal data', async () => {
  const canary = { fullName: 'Канарейко Марія', phone: '+380671112233', serviceNumber: 'CANARY-7' };
  const requestId = randomUUID();
  const { officerId } = await registry.client.registerOfficer({ requestId, ...canary });
  await registry.client.assignOfficer({ officerId, role: AssignmentRole.PRIMARY });
  await registry.client.findResponsibleOfficer('UA05020030000031457');
  const suspension = { officerId, state: OfficerState.SUSPENDED, reason: 'Марія Канарейко хворіє' };
  await registry.client.changeOfficerState(suspension, 'canary.kadry');
  await refusalOf(registry.client.changeOfficerState(suspension, 'canary.kadry'));
  await refusalOf(registry.client.changeOfficerState({ ...suspension, reason: '\u202eКанарейко' }));
  await refusalOf(registry.client.registerOfficer({ ...canary, phone: 'Канарейко' }));
  await refusalOf(registry.client.registerOfficer(canary));

  const [officer] = await textOf('officer');
  expect(officer).toContain('CANARY-7');
  for (const secret of ['Канарейко', '671112233']) expect(officer).not.toContain(secret);
  const [change] = await textOf('officer_state_change');
  expect(change).toContain('suspended');
  for (const secret of ['Канарейко', 'canary.kadry']) expect(change).not.toContain(secret);
  const rest = [...(await textOf('ledger_event')), ...(await textOf('request_record')), ...registry.log].join('\n');
  expect(rest).toContain('officer-state-changed');
  for (const secret of CANARIES) expect(rest).not.toContain(secret);
});

test('the reason of a change can be decrypted for that change only', async () => {
  const { officerId } = await registry.client.registerOfficer();
  const suspension = { officerId, state: OfficerState.SUSPENDED, reason: 'Скарга громадянина' };
  await registry.client.changeOfficerState(suspension, 'kadry-7');
  const [row] = await registry.sql('select * from officer_state_change where officer_id = $1', [officerId]);
  const change = row as { change_id: string; key_id: string; wrapped_key: Buffer; ciphertext: Buffer };
  const encrypted = { keyId: change.key_id, wrappedKey: change.wrapped_key, ciphertext: change.ciphertext };
  expect(decrypt(registry.keyring, change.change_id, encrypted)).toEqual({
    reason: 'Скарга громадянина',
    actingUser: 'kadry-7',
  });
  expect(() => decrypt(registry.keyring, officerId, encrypted)).toThrow(VaultError);
});

test('once the wrapped key is erased, the person cannot be read, and the error reveals nothing', async () => {
  const { officerId } = await registry.client.registerOfficer({ fullName: 'Забутий Іван' });
  await registry.sql(`update officer set wrapped_key = '' where officer_id = $1`, [officerId]);
  const refusal = await refusalOf(registry.client.getOfficer(officerId));
  expect(refusal).toMatchObject({ code: 'INTERNAL', message: 'internal error' });
});

/** Each row of a table as text, its bytes both as Latin-1 and as UTF-8. */
async function textOf(table: string): Promise<string[]> {
  const found = await registry.sql(`select * from ${table}`);
  return found.map((row) =>
    Object.values(row)
      .map((value) =>
        Buffer.isBuffer(value) ? `${value.toString('latin1')} ${value.toString('utf8')}` : String(value),
      )
      .join(' '),
  );
}
