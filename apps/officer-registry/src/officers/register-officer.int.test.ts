import { randomUUID } from 'node:crypto';
import { OfficerRegistered } from '@safe-community/contracts/officers/events/v1/officer_events.ts';
import { OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { refusalOf, type Rejection } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VINNYTSKA_OBLAST } from '../../test/registry-client.ts';
import { runRegistry, type RunningRegistry } from '../../test/running-registry.ts';

const NOW = new Date('2026-01-05T08:00:00.123Z');
const UUID = /^[0-9a-f-]{36}$/;

let registry: RunningRegistry;
let ids = 0;
beforeAll(async () => {
  registry = await runRegistry({
    clock: { now: () => NOW, newId: () => `00000000-0000-7000-8000-${String((ids += 1)).padStart(12, '0')}` },
  });
});
afterAll(() => registry.stop());

test('a community officer is registered, published, and read back', async () => {
  const { officerId } = await registry.client.registerOfficer({ serviceNumber: 'POG-1' });
  expect(officerId).toMatch(UUID);
  expect(await registry.client.getOfficer(officerId)).toEqual({
    officer: {
      officerId,
      kind: OfficerKind.COMMUNITY,
      state: OfficerState.ACTIVE,
      fullName: 'Петренко Марія Іванівна',
      serviceNumber: 'POG-1',
      phone: '+380501112233',
      patrolUnitCode: '',
      policeUnitCode: '',
      assignments: [],
      servicePlaceCode: '',
      etag: '1',
      registeredTime: NOW,
    },
  });
  const event = await lastEvent();
  expect(event.subject).toBe('safecommunity.officers.v1.officer-registered.none.none');
  expect(OfficerRegistered.decode(event.body)).toEqual({
    officerId,
    kind: OfficerKind.COMMUNITY,
    state: OfficerState.ACTIVE,
    patrolUnitCode: '',
    oblastCode: '',
    registeredTime: NOW,
  });
});

test('the event of a patrol officer names the oblast of the unit', async () => {
  const { patrolUnitCode } = await registry.client.registerPatrolUnit();
  const { officerId } = await registry.client.registerOfficer({ kind: OfficerKind.PATROL, patrolUnitCode });
  expect((await registry.client.getOfficer(officerId)).officer).toMatchObject({ patrolUnitCode });
  const event = await lastEvent();
  expect(event.subject).toBe(`safecommunity.officers.v1.officer-registered.${VINNYTSKA_OBLAST}.none`);
  expect(OfficerRegistered.decode(event.body)).toMatchObject({ patrolUnitCode, oblastCode: VINNYTSKA_OBLAST });
});

test('the same request, 20 times at once, gets the same answer and makes one officer and one event', async () => {
  const requestId = randomUUID();
  const before = await registry.rowCount();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => registry.client.registerOfficer({ requestId, serviceNumber: 'POG-REPEAT' })),
  );
  expect(new Set(answers.map(({ officerId }) => officerId)).size).toBe(1);
  expect(await registry.rowCount()).toBe(before + ['officer', 'ledger_event', 'request_record'].length);
});

test('rejects the same request_id with another body', async () => {
  const requestId = randomUUID();
  await registry.client.registerOfficer({ requestId });
  const refusal = await refusedWithoutEffect(() => registry.client.registerOfficer({ requestId }));
  expect(refusal).toMatchObject({ code: 'ALREADY_EXISTS', reason: 'REQUEST_ID_REUSED', fields: ['request_id'] });
});

test('rejects a service number that is taken, even when several ask for it at once', async () => {
  const attempts = await Promise.allSettled(
    Array.from({ length: 8 }, () => registry.client.registerOfficer({ serviceNumber: 'POG-TWICE' })),
  );
  expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const refusal = await refusedWithoutEffect(() => registry.client.registerOfficer({ serviceNumber: 'POG-TWICE' }));
  expect(refusal).toMatchObject({ code: 'ALREADY_EXISTS', reason: 'SERVICE_NUMBER_TAKEN', fields: ['service_number'] });
  expect(refusal.message).not.toContain('POG-TWICE');
});

test('of many registered at once only the one with a taken number is rejected', async () => {
  await registry.client.registerOfficer({ serviceNumber: 'POG-TAKEN' });
  const before = await registry.rowCount();
  const numbers = Array.from({ length: 40 }, (_, index) => (index === 20 ? 'POG-TAKEN' : `POG-TOGETHER-${index}`));
  const attempts = await Promise.allSettled(
    numbers.map((serviceNumber) => registry.client.registerOfficer({ serviceNumber })),
  );
  expect(attempts.flatMap(({ status }, index) => (status === 'rejected' ? [index] : []))).toEqual([20]);
  expect(await registry.rowCount()).toBe(before + 39 * ['officer', 'ledger_event', 'request_record'].length);
  const [gaps] = await registry.sql('select max(position)::int - count(*)::int as gaps from ledger_event');
  expect(gaps).toEqual({ gaps: 0 });
});

test('a rejected request leaves its id unused', async () => {
  const requestId = randomUUID();
  await registry.client.registerOfficer({ serviceNumber: 'POG-FREE' });
  await refusalOf(registry.client.registerOfficer({ requestId, serviceNumber: 'POG-FREE' }));
  const { officerId } = await registry.client.registerOfficer({ requestId, serviceNumber: 'POG-FREE-2' });
  expect((await registry.client.getOfficer(officerId)).officer?.serviceNumber).toBe('POG-FREE-2');
});

test('rejects a patrol officer of an unknown unit', async () => {
  const patrol = { kind: OfficerKind.PATROL, patrolUnitCode: 'nowhere' };
  const refusal = await refusedWithoutEffect(() => registry.client.registerOfficer(patrol));
  expect(refusal).toMatchObject({
    code: 'FAILED_PRECONDITION',
    reason: 'UNIT_UNKNOWN',
    preconditions: ['UNIT_UNKNOWN'],
  });
});

test.each([
  ['request_id', { requestId: 'no uuid' }],
  ['request_id', { requestId: '' }],
  ['kind', { kind: OfficerKind.UNSPECIFIED }],
  ['kind', { kind: 99 as never }],
  ['state', { state: OfficerState.UNSPECIFIED }],
  ['state', { state: 99 as never }],
  ['state', { state: OfficerState.DISMISSED }],
  ['full_name', { fullName: 'Марія\u0000Петренко' }],
  ['full_name', { fullName: 'Марія \u202eкнертеП' }],
  ['full_name', { fullName: 'Мар\u200bія Петренко' }],
  ['full_name', { fullName: '' }],
  ['service_number', { serviceNumber: 'pog 1' }],
  ['phone', { phone: '0501112233' }],
  ['patrol_unit_code', { patrolUnitCode: 'a-unit' }],
  ['patrol_unit_code', { kind: OfficerKind.PATROL }],
])('rejects a bad %s by name and changes nothing', async (field, given) => {
  const refusal = await refusedWithoutEffect(() => registry.client.registerOfficer(given));
  expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'FIELDS_INVALID', fields: [field] });
});

test('reports all invalid fields at once', async () => {
  const refusal = await refusalOf(
    registry.client.registerOfficer({ requestId: '', kind: 0, state: 0, fullName: '', serviceNumber: '', phone: 'x' }),
  );
  expect(refusal.fields).toEqual(['request_id', 'kind', 'state', 'full_name', 'service_number', 'phone']);
});

test('a name is stored in NFC, however it is typed', async () => {
  const typed = 'Їжак Андрій'.normalize('NFD');
  const { officerId } = await registry.client.registerOfficer({ fullName: typed });
  const { officer } = await registry.client.getOfficer(officerId);
  expect(officer?.fullName).toBe('Їжак Андрій'.normalize('NFC'));
  expect(officer?.fullName).not.toBe(typed);
});

test('denies a caller without the scope', async () => {
  const refusal = await refusedWithoutEffect(() => registry.unprivileged.registerOfficer());
  expect(refusal).toMatchObject({ code: 'PERMISSION_DENIED', reason: 'SCOPE_MISSING' });
});

test('accepts an id in capitals, and each of many concurrent requests gets its own answer', async () => {
  const numbers = Array.from({ length: 30 }, (_, index) => `MANY-${index}`);
  const registered = await Promise.all(
    numbers.map((serviceNumber) => registry.client.registerOfficer({ serviceNumber })),
  );
  const found = await Promise.all(
    registered.map(({ officerId }) => registry.client.getOfficer(officerId.toUpperCase())),
  );
  expect(found.map(({ officer }) => officer?.serviceNumber)).toEqual(numbers);
});

test('does not find an unknown officer, names an invalid id, and rejects a caller without the scope', async () => {
  expect(await refusalOf(registry.client.getOfficer(randomUUID()))).toMatchObject({ code: 'NOT_FOUND' });
  expect(await refusalOf(registry.client.getOfficer('x'))).toMatchObject({ fields: ['officer_id'] });
  expect(await refusalOf(registry.unprivileged.getOfficer(randomUUID()))).toMatchObject({ code: 'PERMISSION_DENIED' });
});

async function refusedWithoutEffect(call: () => Promise<unknown>): Promise<Rejection> {
  const before = await registry.rowCount();
  const refusal = await refusalOf(call());
  expect(await registry.rowCount()).toBe(before);
  return refusal;
}

async function lastEvent(): Promise<{ subject: string; body: Buffer }> {
  const [event] = await registry.sql('select subject, body from ledger_event order by position desc limit 1');
  return event as { subject: string; body: Buffer };
}
