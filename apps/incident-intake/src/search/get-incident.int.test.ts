import { randomUUID } from 'node:crypto';
import { IncidentCategory, IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import { refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { casualties, fire, VINNYTSIA } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';

let intake: RunningIntake;
beforeAll(async () => {
  intake = await runIntake();
});
afterAll(() => intake.stop());

const { DOMESTIC_VIOLENCE, FIRE, SCHOOL_SAFETY } = IncidentCategory;
const TOLD = {
  description: 'сусіди чули крик\nдвері зачинені',
  reporter: { fullName: 'Марія Ковальчук', phone: '+380671112233' },
  location: { latitude: 49.234567890123, longitude: 28.456789012345 },
  casualties: casualties({ killed: 2, injured: 3, childrenKilled: 1, defendersInjured: 2 }),
  occurredTime: new Date('2026-01-02T03:04:05.678Z'),
};

test.each([FIRE, DOMESTIC_VIOLENCE])('reads back a report unchanged (category %i)', async (category) => {
  const { incidentId, receivedTime } = await intake.report({ report: fire({ ...TOLD, category }) });
  const { incident } = await intake.get(incidentId);
  expect(incident).toMatchObject({ ...TOLD, incidentId, category, receivedTime, hromadaCode: VINNYTSIA });
  expect(incident).toMatchObject({ state: IncidentState.RECEIVED, onSceneTime: undefined, sourceSystem: '' });
});

test('returns text in composed form (NFC)', async () => {
  const { incidentId } = await intake.report({ report: fire({ description: 'їжак'.normalize('NFD') }) });
  expect((await intake.get(incidentId)).incident?.description).toBe('їжак'.normalize('NFC'));
});

test('an anonymous report has no reporter', async () => {
  const { incidentId } = await intake.report({ report: fire({ description: '' }) });
  const { incident } = await intake.get(incidentId);
  expect(incident).toMatchObject({ description: '', reporter: undefined, location: undefined });
  const [row] = await intake.sql('select key_id, wrapped_key, ciphertext from incident where incident_id = $1', [
    incidentId,
  ]);
  expect(row).toEqual({ key_id: null, wrapped_key: null, ciphertext: null });
});

test('accepts an id in capital letters', async () => {
  const { incidentId } = await intake.report({ report: fire(TOLD) });
  expect((await intake.get(incidentId.toUpperCase())).incident).toMatchObject({ incidentId, ...TOLD });
});

test('rejects an invalid id and does not find an unknown one', async () => {
  expect(await refusalOf(intake.get('7'))).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['incident_id'] });
  expect(await refusalOf(intake.get(randomUUID()))).toMatchObject({ code: 'NOT_FOUND' });
});

test('rejects a caller without the scope', async () => {
  expect(await refusalOf(intake.get(randomUUID(), 'nats'))).toMatchObject({ code: 'PERMISSION_DENIED' });
});

test.each([DOMESTIC_VIOLENCE, SCHOOL_SAFETY])(
  'only entitled callers read a sensitive incident (category %i)',
  async (category) => {
    const { incidentId } = await intake.report({ report: fire({ ...TOLD, category }) });
    const refusal = await refusalOf(intake.get(incidentId, 'statistics'));
    expect(refusal).toMatchObject({ code: 'PERMISSION_DENIED', reason: 'CATEGORY_NOT_GRANTED' });
    expect(refusal.message).toContain('not held for incidents of this category');
  },
);

test('other incidents can be read without that scope', async () => {
  const { incidentId } = await intake.report({ report: fire(TOLD) });
  expect((await intake.get(incidentId, 'statistics')).incident).toMatchObject(TOLD);
});

test('does not return a ciphertext that was tampered with, and logs it', async () => {
  const { incidentId } = await intake.report({ report: fire(TOLD) });
  await intake.sql(
    'update incident set ciphertext = set_byte(ciphertext, 20, get_byte(ciphertext, 20) # 1) where incident_id = $1',
    [incidentId],
  );
  expect(await refusalOf(intake.get(incidentId))).toMatchObject({ code: 'INTERNAL', message: 'internal error' });
  const line = intake.log.findLast((each) => each.includes('"level":"error"'));
  expect(line).toContain('EncryptionError');
  expect(line).toContain('GetIncident');
});

test('does not return a ciphertext that was moved to another incident', async () => {
  const [a, b] = [await intake.report({ report: fire(TOLD) }), await intake.report({ report: fire(TOLD) })];
  await intake.sql(
    `update incident set (wrapped_key, ciphertext) =
       (select wrapped_key, ciphertext from incident where incident_id = $1) where incident_id = $2`,
    [a.incidentId, b.incidentId],
  );
  expect(await refusalOf(intake.get(b.incidentId))).toMatchObject({ code: 'INTERNAL' });
});

test('callers who are not entitled get no hint about the ciphertext', async () => {
  const report = fire({ ...TOLD, category: DOMESTIC_VIOLENCE });
  const { incidentId } = await intake.report({ report });
  await intake.sql(`update incident set ciphertext = '\\x00' where incident_id = $1`, [incidentId]);
  expect(await refusalOf(intake.get(incidentId, 'statistics'))).toMatchObject({ code: 'PERMISSION_DENIED' });
});
