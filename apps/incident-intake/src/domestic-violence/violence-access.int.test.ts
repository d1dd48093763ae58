import { randomUUID } from 'node:crypto';
import { refusalOf } from '@safe-community/testkit';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { runIntakeOnLine, type From, type IntakeOnLine } from '../../test/running-intake.ts';
import { reported, violenceClient, type ViolenceClient } from '../../test/violence-client.ts';

let intake: IntakeOnLine;
let clients: Record<From, ViolenceClient>;
beforeAll(async () => {
  intake = await runIntakeOnLine();
  clients = {
    client: violenceClient(intake),
    statistics: violenceClient(intake, 'statistics'),
    nats: violenceClient(intake, 'nats'),
  };
});
afterEach(() => intake.line.restore());
afterAll(async () => {
  for (const client of Object.values(clients)) client.close();
  await intake.stop();
});

const METHODS: Record<Exclude<keyof ViolenceClient, 'close'>, (by: ViolenceClient, at: string) => Promise<unknown>> = {
  recordCase: (by, at) => by.recordCase(at),
  getCase: (by, at) => by.getCase(at),
  listRiskQuestions: (by) => by.listRiskQuestions(),
  assessRisk: (by, at) => by.assessRisk(at),
  issueProtectionOrder: (by, at) => by.issueProtectionOrder(at),
  extendByCourt: (by, at) => by.extendByCourt(at, randomUUID()),
  referVictim: (by, at) => by.referVictim(at),
  acceptReferral: (by, at) => by.acceptReferral(at, randomUUID()),
  planVisit: (by, at) => by.planVisit(at, new Date()),
  recordVisit: (by, at) => by.recordVisit(at, randomUUID()),
  listDueVisits: (by) => by.listDueVisits(),
};

test.each(Object.entries(METHODS))(
  'only callers with the scope for sensitive cases may use %s, and others learn nothing',
  async (_, call) => {
    const incidentId = await opened();
    const before = await intake.counts();
    const lacking: [From, string, string][] = [
      ['nats', 'SCOPE_MISSING', 'incidents.protect-victims'],
      // Holds every scope for ordinary incidents.
      ['statistics', 'CATEGORY_NOT_GRANTED', 'not held for incidents of this category'],
    ];
    for (const [from, reason, text] of lacking) {
      // Also for missing cases, and for requests that could never succeed.
      for (const at of [incidentId, randomUUID(), 'no id']) {
        const refusal = await refusalOf(call(clients[from], at));
        expect(refusal).toMatchObject({ code: 'PERMISSION_DENIED', reason, fields: [] });
        expect(refusal.message).toContain(text);
      }
    }
    expect(await intake.counts()).toEqual(before);
    expect(await reads(incidentId)).toEqual([]);
  },
);

test('a case is returned only after the read was recorded', async () => {
  const incidentId = await opened();
  await clients.client.getCase(incidentId, 'перегляд припису');
  expect(await reads(incidentId)).toMatchObject([
    { method: 'safecommunity.incidents.v1.DomesticViolenceService/GetCase', system: 'client' },
  ]);
});

test.each(['', 'аб', 'я'.repeat(201)])(
  'without a reason, the case is neither returned nor is the read recorded (%#)',
  async (reason) => {
    const incidentId = await opened();
    const refusal = await refusalOf(clients.client.getCase(incidentId, reason));
    expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['reason'] });
    expect(await reads(incidentId)).toEqual([]);
  },
);

test('a case whose read cannot be recorded is not returned', async () => {
  const incidentId = await opened();
  const refusal = await intake.database.em.fork().transactional(async (em) => {
    await em.execute('lock table sensitive_read in exclusive mode');
    return refusalOf(clients.client.getCase(incidentId));
  });
  expect(refusal).toMatchObject({ code: 'UNAVAILABLE' });
  expect(await reads(incidentId)).toEqual([]);
  await intake.sql('alter table sensitive_read add constraint planted check (false) not valid');
  expect(await refusalOf(clients.client.getCase(incidentId))).toMatchObject({ code: 'INTERNAL' });
  await intake.sql('alter table sensitive_read drop constraint planted');
  intake.line.cut();
  expect(await refusalOf(clients.client.getCase(incidentId))).toMatchObject({ code: 'UNAVAILABLE' });
});

async function opened(): Promise<string> {
  const incidentId = await reported(intake);
  await clients.client.recordCase(incidentId);
  return incidentId;
}

function reads(incidentId: string): Promise<Record<string, unknown>[]> {
  return intake.sql('select method, system from sensitive_read where incident_id = $1', [incidentId]);
}
