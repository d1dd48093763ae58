import { randomUUID } from 'node:crypto';
import { PatrolUnitRegistered } from '@safe-community/contracts/officers/events/v1/officer_events.ts';
import { specialCities } from '@safe-community/territory';
import { refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VINNYTSIA, VINNYTSKA_OBLAST } from '../../test/registry-client.ts';
import { runRegistry, type RunningRegistry } from '../../test/running-registry.ts';

let registry: RunningRegistry;
beforeAll(async () => {
  registry = await runRegistry();
});
afterAll(() => registry.stop());

test('registers and publishes a unit', async () => {
  const given = { patrolUnitCode: 'vinnytsia-1', nameUk: 'Полк', nameEn: 'Regiment' };
  expect(await registry.client.registerPatrolUnit(given)).toEqual({ patrolUnitCode: 'vinnytsia-1' });
  const [event] = await registry.sql('select subject, body from ledger_event order by position desc limit 1');
  expect(event?.['subject']).toBe(`safecommunity.officers.v1.patrol-unit-registered.${VINNYTSKA_OBLAST}.none`);
  expect(PatrolUnitRegistered.decode(event?.['body'] as Buffer)).toEqual({ ...given, oblastCode: VINNYTSKA_OBLAST });
});

test.each(specialCities().map(({ code }) => code))('a unit may serve the city %s', async (oblastCode) => {
  const { patrolUnitCode } = await registry.client.registerPatrolUnit({ oblastCode });
  const found = await registry.sql('select oblast_code from patrol_unit where patrol_unit_code = $1', [patrolUnitCode]);
  expect(found).toEqual([{ oblast_code: oblastCode }]);
});

test('the same request gets the same answer and makes one unit', async () => {
  const request = { requestId: randomUUID(), patrolUnitCode: 'repeated' };
  await registry.client.registerPatrolUnit(request);
  const before = await registry.rowCount();
  expect(await registry.client.registerPatrolUnit(request)).toEqual({ patrolUnitCode: 'repeated' });
  expect(await registry.rowCount()).toBe(before);
  const refusal = await refusalOf(registry.client.registerPatrolUnit({ ...request, nameEn: 'Another' }));
  expect(refusal).toMatchObject({ code: 'ALREADY_EXISTS', reason: 'REQUEST_ID_REUSED' });
});

test('rejects a code that is taken', async () => {
  await registry.client.registerPatrolUnit({ patrolUnitCode: 'taken' });
  const before = await registry.rowCount();
  const refusal = await refusalOf(registry.client.registerPatrolUnit({ patrolUnitCode: 'taken' }));
  expect(refusal).toMatchObject({ code: 'ALREADY_EXISTS', reason: 'PATROL_UNIT_TAKEN', fields: ['patrol_unit_code'] });
  expect(await registry.rowCount()).toBe(before);
});

test.each([
  ['request_id', { requestId: 'x' }],
  ['patrol_unit_code', { patrolUnitCode: 'A unit' }],
  ['patrol_unit_code', { patrolUnitCode: 'x' }],
  ['oblast_code', { oblastCode: '' }],
  ['oblast_code', { oblastCode: '05' }],
  ['oblast_code', { oblastCode: VINNYTSIA }],
  ['oblast_code', { oblastCode: 'UA05000000000099999' }],
  ['name_uk', { nameUk: 'П' }],
  ['name_uk', { nameUk: 'Полк\u2067' }],
  ['name_en', { nameEn: '' }],
  ['name_en', { nameEn: 'a'.repeat(201) }],
])('rejects a bad %s by name and changes nothing', async (field, given) => {
  const before = await registry.rowCount();
  const refusal = await refusalOf(registry.client.registerPatrolUnit(given));
  expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
  expect(await registry.rowCount()).toBe(before);
});

test('denies a caller without the scope', async () => {
  expect(await refusalOf(registry.unprivileged.registerPatrolUnit())).toMatchObject({ code: 'PERMISSION_DENIED' });
});
