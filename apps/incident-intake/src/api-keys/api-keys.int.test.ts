import { randomUUID } from 'node:crypto';
import {
  ApiKeyServiceService as ApiKeys,
  CreateApiKeyRequest,
  ListApiKeysRequest,
  ReportWithApiKeyRequest,
} from '@safe-community/contracts/incidents/v1/api_key_service.ts';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { auditedWrite, auditEntriesOf, expectAudited, refusalOf, testClient } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fire, VINNYTSIA } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';

const { INFRASTRUCTURE, FIRE } = IncidentCategory;
const CANARY = 'канарка-380671112233';
const ORDER = { clientName: 'Застосунок міста', contact: 'it@vin.example', reportsPerMinute: 30 };

let intake: RunningIntake;
let keys: ReturnType<typeof client>;
const client = (from?: 'nats') => testClient(ApiKeys, intake.port, from);

beforeAll(async () => {
  intake = await runIntake();
  keys = client();
});
afterAll(async () => {
  keys.close();
  await intake.stop();
});

const create = (requestId: string = randomUUID()) => keys.createApiKey({ requestId, ...ORDER });

function reportOf(category: IncidentCategory = INFRASTRUCTURE) {
  const { attributes } = fire({ category });
  return {
    category,
    hromadaCode: VINNYTSIA,
    attributes,
    description: CANARY,
    reporter: { fullName: CANARY, phone: '+380671112233' },
  };
}

function request(apiKey: string, report: object = reportOf(), requestId: string = randomUUID()) {
  return ReportWithApiKeyRequest.fromPartial({ requestId, apiKey, report });
}

test('a key is created once for a request, and neither it nor a digest of it is stored', async () => {
  const requestId = randomUUID();
  const created = await create(requestId);
  expect(created.apiKey).toMatch(/^sc311_[\w-]{43}$/);
  expect(await create(requestId)).toEqual(created);
  expect(await keys.checkApiKey({ apiKey: created.apiKey })).toEqual({ keyId: created.keyId, reportsPerMinute: 30 });
  const secret = created.apiKey.slice('sc311_'.length);
  const tables = await intake.sql(
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  for (const { name } of tables) {
    const [found] = await intake.sql(`select count(*)::int as n from "${String(name)}" t where t::text like $1`, [
      `%${secret}%`,
    ]);
    expect([name, found?.['n']]).toEqual([name, 0]);
  }
  expect(intake.log.join('\n')).not.toContain(secret);
});

test('lists keys without the keys, newest first, page by page; revoked ones if asked for', async () => {
  const ids = [(await create()).keyId, (await create()).keyId];
  const first = await keys.listApiKeys(ListApiKeysRequest.fromPartial({ pageSize: 1 }));
  expect(first.keys).toEqual([{ keyId: ids[1], ...ORDER, createdTime: expect.any(Date), revokedTime: undefined }]);
  const second = await keys.listApiKeys(
    ListApiKeysRequest.fromPartial({ pageSize: 1, pageToken: first.nextPageToken }),
  );
  expect(second.keys).toMatchObject([{ keyId: ids[0] }]);
  const { revokedTime } = await keys.revokeApiKey({ requestId: randomUUID(), keyId: ids[1]! });
  const listed = async (includeRevoked: boolean) =>
    (await keys.listApiKeys(ListApiKeysRequest.fromPartial({ includeRevoked }))).keys;
  expect((await listed(false)).map(({ keyId }) => keyId)).not.toContain(ids[1]);
  expect((await listed(true))[0]).toMatchObject({ keyId: ids[1], revokedTime });
});

test('a report with a key is an incident of the key, once for a request, with its personal data encrypted', async () => {
  const { apiKey, keyId } = await create();
  const sent = request(apiKey);
  const answer = await keys.reportWithApiKey(sent);
  expect(await keys.reportWithApiKey(sent)).toEqual(answer);
  expect(answer).toMatchObject({ hromadaCode: VINNYTSIA, emergencyNumber: '', receivedTime: expect.any(Date) as Date });
  const { incident } = await intake.get(answer.incidentId);
  expect(incident).toMatchObject({ category: INFRASTRUCTURE, channel: 9, description: CANARY });
  const [entry] = await auditEntriesOf(intake, sent.requestId);
  expect(entry).toMatchObject({ subjectIds: [answer.incidentId, keyId], times: 1 });
  const [row] = await intake.sql('select incident::text as text, acting_user from incident where incident_id = $1', [
    answer.incidentId,
  ]);
  expect(row?.['acting_user']).toBe(`api-key:${keyId}`);
  expect(row?.['text']).not.toContain('380671112233');
});

test('a revoked, unknown, or foreign key reports nothing, not even a repeat', async () => {
  const { apiKey, keyId } = await create();
  const sent = request(apiKey);
  await keys.reportWithApiKey(sent);
  const revoke = { requestId: randomUUID(), keyId };
  const revoked = await keys.revokeApiKey(revoke);
  expect(await keys.revokeApiKey(revoke)).toEqual(revoked);
  const again = keys.revokeApiKey({ requestId: randomUUID(), keyId });
  expect(await refusalOf(again)).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'API_KEY_REVOKED' });
  const before = await intake.counts();
  const { apiKey: valid } = await create();
  const changed = `${valid.slice(0, -2)}${valid.at(-2) === 'A' ? 'B' : 'A'}${valid.at(-1)}`;
  const texts = [apiKey, changed, valid.slice('sc311_'.length), '', 'sc311_', `sc311_${'A'.repeat(43)}`];
  for (const text of texts) {
    expect(await refusalOf(keys.reportWithApiKey(request(text)))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refusalOf(keys.checkApiKey({ apiKey: text }))).toMatchObject({ code: 'NOT_FOUND' });
  }
  expect(await refusalOf(keys.reportWithApiKey(sent))).toMatchObject({ code: 'NOT_FOUND' });
  expect((await intake.counts()).incidents).toBe(before.incidents);
  expect(await refusalOf(keys.revokeApiKey({ requestId: randomUUID(), keyId: randomUUID() }))).toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('only published categories are taken, and every invalid field is named', async () => {
  const { apiKey } = await create();
  const before = await intake.counts();
  const fieldsOf = async (report: object | undefined) =>
    (await refusalOf(keys.reportWithApiKey({ ...request(apiKey), report: report as never }))).fields;
  expect(await fieldsOf(reportOf(FIRE))).toEqual(['report.category']);
  expect(await fieldsOf(undefined)).toEqual(['report']);
  const abroad = { ...reportOf(), hromadaCode: '', location: { latitude: 52.23, longitude: 21.01 } };
  expect(await fieldsOf(ReportWithApiKeyRequest.fromPartial({ report: abroad }).report)).toEqual(['report.location']);
  const bare = { ...request(apiKey).report!, attributes: [], reporter: { fullName: '', phone: 'x' } };
  expect(await fieldsOf(bare)).toEqual(['report.reporter.phone', 'report.attributes.infrastructure_kind']);
  const invalid = CreateApiKeyRequest.fromPartial({ requestId: 'x', contact: 'x', reportsPerMinute: 6_001 });
  expect((await refusalOf(keys.createApiKey(invalid))).fields).toEqual([
    'request_id',
    'client_name',
    'contact',
    'reports_per_minute',
  ]);
  expect((await intake.counts()).incidents).toBe(before.incidents);
});

test('without the scopes nobody manages keys or reports with one', async () => {
  const other = client('nats');
  const { apiKey } = await create();
  const calls = [
    other.createApiKey({ requestId: randomUUID(), ...ORDER }),
    other.listApiKeys(ListApiKeysRequest.fromPartial({})),
    other.checkApiKey({ apiKey }),
    other.reportWithApiKey(request(apiKey)),
  ];
  for (const call of calls) expect(await refusalOf(call)).toMatchObject({ code: 'PERMISSION_DENIED' });
  other.close();
});

const WRITES = [
  auditedWrite(
    ApiKeys.createApiKey,
    async () => CreateApiKeyRequest.fromPartial(ORDER),
    ({ keyId }) => [keyId],
  ),
  auditedWrite(
    ApiKeys.revokeApiKey,
    async () => ({ keyId: (await create()).keyId }),
    (_, { keyId }) => [keyId],
  ),
];

test.each(WRITES)('$method is audited', (write) => expectAudited(intake, write));

test('the audit of a report names the incident and the key', async () => {
  const { apiKey, keyId } = await create();
  const made = auditedWrite(
    ApiKeys.reportWithApiKey,
    async () => request(apiKey),
    ({ incidentId }) => [incidentId, keyId],
  );
  await expectAudited(intake, made);
});
