import { randomUUID } from 'node:crypto';
import {
  Casualties,
  IncidentCategory,
  IncidentReport,
  ResponderKind,
  Urgency,
  type Attachment,
} from '@safe-community/contracts/incidents/v1/incident.ts';
import {
  IncidentIntakeServiceService,
  ReportIncidentResponse,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { refusalOf } from '@safe-community/testkit';
import { loadKeyring, decrypt, trackingTokens } from '@safe-community/security/encryption';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { casualties, fire } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';
import { field } from '../../test/wire-bytes.ts';

let intake: RunningIntake;
beforeAll(async () => {
  intake = await runIntake();
});
afterAll(() => intake.stop());

const MARIIA = { fullName: 'Марія Ковальчук', phone: '+380671112233' };
const PHOTO: Attachment = {
  uri: 's3://evidence/2026/photo.jpg',
  sha256: Buffer.alloc(32, 7),
  mediaType: 'image/jpeg',
  sizeBytes: 4_000_000n,
};

test('reads back every field of a report unchanged', async () => {
  const said = {
    reporter: MARIIA,
    onBehalfOf: { fullName: 'Ганна', phone: '+380501112233' },
    attachments: [PHOTO, { ...PHOTO, uri: 'https://evidence.example/7', mediaType: '', sizeBytes: 0n }],
    attributes: [
      { name: 'fire_object', value: 'dwelling' },
      { name: 'storey', value: '3' },
    ],
  };
  const { incidentId } = await intake.report({ report: fire(said) });
  // The order of the attributes is not stored.
  const attributes = expect.arrayContaining(said.attributes) as unknown;
  expect((await intake.get(incidentId)).incident).toMatchObject({ ...said, attributes });
});

test('the answer contains the phone number, the urgency, the responders and the expected times', async () => {
  const report = fire({ casualties: casualties({ injured: 1 }) });
  const answer = await intake.report({ report });
  expect(answer).toMatchObject({ emergencyNumber: '101', urgency: Urgency.IMMEDIATE, hromadaDerived: false });
  expect(answer.alerted).toEqual([ResponderKind.POLICE, ResponderKind.RESCUE, ResponderKind.AMBULANCE]);
  expect(answer.dueTime?.getTime()).toBeGreaterThan(answer.receivedTime?.getTime() ?? 0);
  const road = fire({ category: IncidentCategory.ACCESS_BARRIER });
  expect(await intake.report({ report: road })).toMatchObject({ emergencyNumber: '', urgency: Urgency.LOW });
});

test('the token is the same for the same request, unique to its incident, and not stored', async () => {
  const request = { requestId: randomUUID(), report: fire() };
  const { incidentId, trackingToken } = await intake.report(request);
  expect((await intake.report(request)).trackingToken).toBe(trackingToken);
  const tokens = trackingTokens(loadKeyring(intake.keysDir));
  expect(tokens.read(trackingToken)).toBe(incidentId);
  expect((await intake.report({ report: fire() })).trackingToken).not.toBe(trackingToken);

  const [kept] = await intake.sql('select response from request_record where request_id = $1', [request.requestId]);
  expect(ReportIncidentResponse.decode(kept?.['response'] as Buffer)).toMatchObject({ incidentId, trackingToken: '' });
  expect(intake.log.join('\n')).not.toContain(trackingToken);
});

test('no contact of an anonymous report is stored, neither plain nor encrypted', async () => {
  const { incidentId } = await intake.report({ report: fire({ onBehalfOf: { fullName: 'Ганна', phone: '' } }) });
  expect(Object.keys(await encryptedOf(incidentId)).toSorted()).toEqual(['description', 'onBehalfOf']);
  expect(await encryptedOf(incidentId)).toMatchObject({ onBehalfOf: '{"fullName":"Ганна","phone":""}' });

  const before = await intake.counts();
  const refusal = await refusalOf(intake.report({ report: fire({ onBehalfOf: MARIIA }) }));
  expect(refusal.fields).toEqual(['report.on_behalf_of.phone']);
  expect(await intake.counts()).toEqual(before);
});

async function encryptedOf(incidentId: string): Promise<Record<string, string>> {
  const [row] = await intake.sql('select * from incident where incident_id = $1', [incidentId]);
  expect(JSON.stringify(row)).not.toContain('Ганна');
  const [keyId, wrappedKey, ciphertext] = [row?.['key_id'], row?.['wrapped_key'], row?.['ciphertext']];
  const sealed = { keyId: String(keyId), wrappedKey: wrappedKey as Buffer, ciphertext: ciphertext as Buffer };
  return decrypt(loadKeyring(intake.keysDir), incidentId, sealed);
}

const LONG = 'а'.repeat(100_000);

test.each<[field: string, more: Partial<IncidentReport>]>([
  ['report.description', { description: LONG }],
  ['report.reporter.full_name', { reporter: { fullName: LONG, phone: '' } }],
  ['report.reporter.phone', { reporter: { fullName: '', phone: LONG } }],
  ['report.reporter', { reporter: { fullName: ' ', phone: '' } }],
  ['report.hromada_code', { hromadaCode: LONG }],
  ['report.starosta_district_code', { starostaDistrictCode: LONG }],
  ['report.settlement_code', { settlementCode: LONG }],
  ['report.attributes[0].value', { attributes: [{ name: 'fire_object', value: LONG }] }],
  ['report.attachments[0].uri', { attachments: [{ ...PHOTO, uri: `https://${LONG}` }] }],
  ['report.attachments[0].uri', { attachments: [{ ...PHOTO, uri: 'https://user:secret@evidence.example/7' }] }],
  ['report.attachments[0].media_type', { attachments: [{ ...PHOTO, mediaType: LONG }] }],
  ['report.attachments[1].sha256', { attachments: [PHOTO, { ...PHOTO, sha256: Buffer.alloc(0) }] }],
  ['report.attachments[0].size_bytes', { attachments: [{ ...PHOTO, sizeBytes: 2n ** 64n - 1n }] }],
  ['report.attachments', { attachments: Array.from({ length: 21 }, () => PHOTO) }],
])('rejects an invalid %s by name and changes nothing', async (name, more) => {
  const before = await intake.counts();
  const refusal = await refusalOf(intake.report({ report: fire(more) }));
  expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'FIELDS_INVALID', fields: [name] });
  expect(refusal.message.length).toBeLessThan(1_000);
  expect(await intake.counts()).toEqual(before);
});

test('rejects a report with too many bytes before decoding it', async () => {
  const refusal = await refusalOf(intake.report({ report: fire({ description: LONG.repeat(2) }) }));
  expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'REQUEST_TOO_LARGE', fields: [] });
});

test('rejects a message above the size limit before decoding it', async () => {
  const before = await intake.counts();
  const refusal = await refusalOf(intake.report({ report: fire({ description: LONG.repeat(25) }) }));
  // grpc-js returns this itself; it carries no retry delay.
  expect(refusal).toMatchObject({ code: 'RESOURCE_EXHAUSTED', retryAfterMs: undefined });
  expect(await intake.counts()).toEqual(before);
});

test('rejects a negative count, which arrives as a huge one', async () => {
  const minusOne = Buffer.from('ffffffffffffffffff01', 'hex');
  const counts = Buffer.concat([Casualties.encode(casualties({ injured: 2 })).finish(), Buffer.of(1 << 3), minusOne]);
  const report = Buffer.concat([IncidentReport.encode(fire()).finish(), field(9, counts)]);
  const request = Buffer.concat([field(1, Buffer.from(randomUUID())), field(2, report)]);
  const before = await intake.counts();
  expect(await refusalOf(sendBytes(request))).toMatchObject({
    code: 'INVALID_ARGUMENT',
    fields: ['report.casualties.killed'],
  });
  expect(await intake.counts()).toEqual(before);
});

function sendBytes(request: Buffer): Promise<Buffer> {
  const { path } = IncidentIntakeServiceService.reportIncident;
  const pass = (bytes: Buffer): Buffer => bytes;
  return new Promise((resolve, reject) => {
    intake.client.makeUnaryRequest(path, pass, pass, request, (error, response) => {
      if (error === null && response !== undefined) resolve(response);
      else reject(error ?? new Error('an answer without a message'));
    });
  });
}
