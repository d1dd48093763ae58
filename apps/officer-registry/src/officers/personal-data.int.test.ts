import { randomUUID } from 'node:crypto';
import { AssignmentRole, OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { OfficerUpdate } from '@safe-community/contracts/officers/v1/officer_service.ts';
import { refusalOf } from '@safe-community/testkit';
import { decrypt, EncryptionError } from '@safe-community/security/encryption';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { officerCalls, PROFILE, RECORD, type OfficerCalls } from '../../test/officer-calls.ts';
import { runRegistry, type RunningRegistry } from '../../test/running-registry.ts';

const CANARIES = ['Канарейко', '671112233', 'CANARY-7', 'canary.kadry'];

const WHY = 'перевірка особової справи';

let registry: RunningRegistry;
let officers: OfficerCalls;
let unprivileged: OfficerCalls;
beforeAll(async () => {
  registry = await runRegistry();
  officers = officerCalls(registry.port);
  unprivileged = officerCalls(registry.port, 'nats');
});
afterAll(async () => {
  officers.close();
  unprivileged.close();
  await registry.stop();
});

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
  expect(() => decrypt(registry.keyring, officerId, encrypted)).toThrow(EncryptionError);
});

test('once the wrapped key is erased, the person cannot be read, and the error reveals nothing', async () => {
  const { officerId } = await registry.client.registerOfficer({ fullName: 'Забутий Іван' });
  await registry.sql(`update officer set wrapped_key = '' where officer_id = $1`, [officerId]);
  const refusal = await refusalOf(registry.client.getOfficer(officerId));
  expect(refusal).toMatchObject({ code: 'INTERNAL', message: 'internal error' });
});

test('residents see the profile of an active officer and nothing else', async () => {
  const { officerId, etag } = await newOfficer({ kind: OfficerKind.DISTRICT });
  const notFound = { code: 'NOT_FOUND', message: 'public profile not found' };
  expect(await refusalOf(officers.getPublicProfile({ officerId }))).toMatchObject(notFound);
  await update(officerId, etag, ['public_profile', 'record'], { publicProfile: PROFILE, record: RECORD });
  expect(await officers.getPublicProfile({ officerId })).toEqual({
    profile: PROFILE,
    stationPhone: '',
    role: AssignmentRole.UNSPECIFIED,
    hasFinerBeats: false,
    occupiedSince: '',
  });
  const changes: [OfficerState, boolean][] = [
    [OfficerState.ON_LEAVE, false],
    [OfficerState.SUSPENDED, false],
    [OfficerState.ON_LEAVE, false],
    [OfficerState.ACTIVE, true],
  ];
  for (const [state, isShown] of changes) {
    await registry.client.changeOfficerState({ officerId, state, reason: 'Наказ' });
    const shown = await officers.getPublicProfile({ officerId }).catch(() => undefined);
    expect(shown !== undefined, `state ${state}`).toBe(isShown);
  }
  const renamed = { ...PROFILE, name: 'Марія Коваль', languages: [] };
  await update(officerId, await etagOf(officerId), ['public_profile'], { publicProfile: renamed });
  expect(await officers.getPublicProfile({ officerId })).toEqual({
    profile: renamed,
    stationPhone: '',
    role: AssignmentRole.UNSPECIFIED,
    hasFinerBeats: false,
    occupiedSince: '',
  });
  await update(officerId, await etagOf(officerId), ['public_profile']);
  expect(await refusalOf(officers.getPublicProfile({ officerId }))).toMatchObject(notFound);
  expect(await refusalOf(officers.getPublicProfile({ officerId: randomUUID() }))).toMatchObject(notFound);
  expect(await refusalOf(officers.getPublicProfile({ officerId: 'x' }))).toMatchObject({ fields: ['officer_id'] });
  expect(await refusalOf(unprivileged.getPublicProfile({ officerId }))).toMatchObject({ code: 'PERMISSION_DENIED' });
});

test('nothing of a profile stays after the dismissal', async () => {
  const { officerId, etag } = await newOfficer();
  await update(officerId, etag, ['public_profile'], { publicProfile: PROFILE });
  await registry.client.changeOfficerState({ officerId, state: OfficerState.DISMISSED, reason: 'Наказ' });
  expect(await registry.sql('select from officer_public_profile where officer_id = $1', [officerId])).toEqual([]);
});

test('personnel data is stored encrypted and is in no event, stored answer or log', async () => {
  const { officerId, etag } = await newOfficer();
  await update(officerId, etag, ['full_name', 'phone', 'record', 'public_profile'], {
    fullName: 'Канарка Оксана',
    phone: '+380670001122',
    record: { ...RECORD, policeUnit: 'Канаркове управління' },
    publicProfile: { ...PROFILE, name: 'Оксана Канарка', dutyPhone: '+380670003344' },
  });
  await officers.getOfficerRecord({ officerId, reason: WHY });
  const tables = [
    'officer',
    'officer_record',
    'officer_public_profile',
    'recorded_read',
    'ledger_event',
    'request_record',
  ];
  const found = await Promise.all(tables.map((table) => registry.sql(`select t::text as row from ${table} t`)));
  const text = [...found.flat().map(({ row }) => hexDecoded(String(row))), ...registry.log].join('\n');
  expect(text).toContain('officer-updated');
  for (const secret of ['Канарк', '67000', 'наказ', 'captain', WHY]) expect(text).not.toContain(secret);
});

/** With the text of every bytea. */
function hexDecoded(row: string): string {
  return row.replaceAll(/\\\\?x([0-9a-f]+)/g, (_, hex: string) => Buffer.from(hex, 'hex').toString());
}

const update = (officerId: string, etag: string, updateMask: string[], officer: object = {}) =>
  officers.updateOfficer({ officerId, etag, updateMask, officer: OfficerUpdate.fromPartial(officer) });

async function newOfficer(more: Parameters<typeof registry.client.registerOfficer>[0] = {}) {
  const { officerId } = await registry.client.registerOfficer(more);
  return { officerId, etag: await etagOf(officerId) };
}

async function etagOf(officerId: string): Promise<string> {
  return (await registry.client.getOfficer(officerId)).officer?.etag ?? '';
}

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
