import { randomUUID } from 'node:crypto';
import { Metadata } from '@grpc/grpc-js';
import type { GetIncidentResponse } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { refusalOf } from '@safe-community/testkit';
import { loadKeyring } from '@safe-community/security/encryption';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { sensitiveReads } from './sensitive-reads.store.ts';
import { fire } from '../../test/messages.ts';
import { runIntakeOnLine, type IntakeOnLine } from '../../test/running-intake.ts';

let intake: IntakeOnLine;
beforeAll(async () => {
  intake = await runIntakeOnLine();
});
afterEach(() => intake.line.restore());
afterAll(() => intake.stop());

const REASON = 'канарка: звернення Тетяни';
const sensitive = async (): Promise<string> =>
  (await intake.report({ report: fire({ category: IncidentCategory.DOMESTIC_VIOLENCE }) })).incidentId;

test('records a read of a sensitive incident with who, when, what and why', async () => {
  const incidentId = await sensitive();
  const before = Date.now();
  await read(incidentId, REASON, 'officer-7');
  const [found, ...more] = await audit().list({ incidentId, system: '' }, undefined, 10, true);
  expect(more).toEqual([]);
  expect(found).toMatchObject({
    system: 'client',
    edrpou: '00000000',
    actingUser: 'officer-7',
    method: 'safecommunity.incidents.v1.IncidentIntakeService/GetIncident',
    incidentId,
    reason: REASON,
  });
  expect(found?.readAt.getTime()).toBeGreaterThanOrEqual(before - 1_000);
});

test('the reason of a read is stored encrypted', async () => {
  const incidentId = await sensitive();
  await read(incidentId, REASON);
  const [row] = await intake.sql('select * from sensitive_read where incident_id = $1', [incidentId]);
  const stored = Buffer.concat(
    Object.values(row ?? {}).map((value) => (Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value)))),
  );
  expect(stored.includes('канарка')).toBe(false);
  expect(intake.log.join('')).not.toContain('канарка');
});

test.each(['', 'аб', 'я'.repeat(201), 'огляд\u202e'])(
  'without a reason the incident is neither returned nor is the read recorded (%#)',
  async (why) => {
    const incidentId = await sensitive();
    const refusal = await refusalOf(read(incidentId, why));
    expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['reason'] });
    expect(await recorded(incidentId)).toBe(0);
  },
);

test('rejects callers who are not entitled, with or without a reason, and records nothing', async () => {
  const incidentId = await sensitive();
  for (const reason of [REASON, '', 'я']) {
    expect(await refusalOf(intake.get(incidentId, 'statistics', reason))).toMatchObject({
      code: 'PERMISSION_DENIED',
      reason: 'CATEGORY_NOT_GRANTED',
      fields: [],
    });
  }
  expect(await recorded(incidentId)).toBe(0);
});

test('other incidents need no reason, and their reads are not recorded', async () => {
  const { incidentId } = await intake.report({ report: fire() });
  expect((await read(incidentId, '')).incident).toMatchObject({ incidentId });
  expect((await read(incidentId, REASON)).incident).toMatchObject({ incidentId });
  expect(await recorded(incidentId)).toBe(0);
  expect(await refusalOf(read(incidentId, 'аб'))).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['reason'] });
});

test('does not record a read of an unknown incident', async () => {
  const incidentId = randomUUID();
  expect(await refusalOf(read(incidentId, REASON))).toMatchObject({ code: 'NOT_FOUND' });
  expect(await recorded(incidentId)).toBe(0);
});

test('an incident whose read cannot be recorded is not returned', async () => {
  const incidentId = await sensitive();
  const refusal = await intake.database.em.fork().transactional(async (em) => {
    await em.execute('lock table sensitive_read in exclusive mode');
    return refusalOf(read(incidentId, REASON));
  });
  expect(refusal).toMatchObject({ code: 'UNAVAILABLE', reason: 'UNAVAILABLE' });
  expect(await recorded(incidentId)).toBe(0);
  intake.line.cut();
  expect(await refusalOf(read(incidentId, REASON))).toMatchObject({ code: 'UNAVAILABLE' });
});

test.each([
  `update sensitive_read set acting_user = 'nobody'`,
  'delete from sensitive_read',
  'truncate sensitive_read',
])('the audit is append-only: %s', async (statement) => {
  await read(await sensitive(), REASON);
  await expect(intake.sql(statement)).rejects.toThrow('the audit of reads is written once');
});

test('lists the reads newest first, by incident and by system, page by page', async () => {
  const incidentId = await sensitive();
  for (const reason of ['перша', 'друга', 'третя']) await read(incidentId, reason);
  const filter = { incidentId, system: 'client' };
  const newest = await audit().list(filter, undefined, 2, true);
  expect(newest.map(({ reason }) => reason)).toEqual(['третя', 'друга']);
  const rest = await audit().list(filter, newest.at(-1)?.readId, 2, true);
  expect(rest.map(({ reason }) => reason)).toEqual(['перша']);
  expect(await audit().list({ incidentId, system: 'nobody' }, undefined, 2, true)).toEqual([]);
  expect((await audit().list({ incidentId: '', system: '' }, undefined, 3, true)).length).toBe(3);
});

function audit() {
  return sensitiveReads(intake.database, loadKeyring(intake.keysDir));
}

function read(incidentId: string, reason: string, actingUser = ''): Promise<GetIncidentResponse> {
  if (actingUser === '') return intake.get(incidentId, 'client', reason);
  const metadata = new Metadata();
  metadata.set('acting-user', actingUser);
  const { client } = intake;
  return new Promise((resolve, reject) => {
    client.getIncident({ incidentId, reason }, metadata, {}, (error, response) =>
      error === null ? resolve(response) : reject(error),
    );
  });
}

async function recorded(incidentId: string): Promise<number> {
  const [row] = await intake.sql('select count(*)::int as count from sensitive_read where incident_id = $1', [
    incidentId,
  ]);
  return Number(row?.['count']);
}
