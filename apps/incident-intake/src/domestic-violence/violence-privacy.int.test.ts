import { randomUUID } from 'node:crypto';
import { CanarySearch, tableContents } from '@safe-community/testkit/canary';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allPublished } from '../../test/all-published.ts';
import { brokerFiles, databaseLog, ReceivedByCallers } from '../../test/leak-search.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';
import { answers, reported, violenceClient, type ViolenceClient } from '../../test/violence-client.ts';

/** Personal data: wherever it is found, except in the answer to an entitled caller, it has leaked. */
const VICTIM = { fullName: 'Канарка Тетяна', birthDate: '1987-06-05', phone: '+380671112233', address: 'канарчина, 7' };
const OFFENDER = { fullName: 'Канаренко Лев', birthDate: '1961-02-03', phone: '+380502223344', address: 'kanarka 8' };
const FACTS = { victim: VICTIM, offender: OFFENDER, narrative: 'канарка чула крик' };
const REASON = 'лист канарки';
const DECISION = 'КАНАРКА/77112266/26';
const REQUEST = { request: 'канарці прихисток' };
const FINDING = { finding: 'канарка спить' };
const YES = ['strangulation', 'pregnancy'];

let intake: RunningIntake;
let violence: ViolenceClient;
const received = new ReceivedByCallers();

beforeAll(async () => {
  intake = await runIntake();
  violence = violenceClient(intake);
  await goAllWays();
  await failInEveryWay();
  await allPublished(intake);
});
afterAll(async () => {
  violence.close();
  await intake.stop();
});

async function goAllWays(): Promise<string> {
  const incidentId = await reported(intake);
  await violence.recordCase(incidentId, FACTS);
  await violence.assessRisk(incidentId, { answers: answers(...YES) });
  const { orderId } = await violence.issueProtectionOrder(incidentId);
  await violence.extendByCourt(incidentId, orderId, { courtDecision: DECISION });
  const { referralId } = await violence.referVictim(incidentId, REQUEST);
  await violence.acceptReferral(incidentId, referralId);
  const { visitId } = await violence.planVisit(incidentId, new Date());
  await violence.recordVisit(incidentId, visitId, FINDING);
  await violence.getCase(incidentId, REASON);
  return incidentId;
}

/** Calls that fail while personal data is in the request or in the row. */
async function failInEveryWay(): Promise<void> {
  const incidentId = await reported(intake);
  const broken = (text: string): string => `${text}\u202e`;
  const birthDate = VICTIM.fullName;
  await received.rejected(violence.recordCase(incidentId, { ...FACTS, narrative: broken(FACTS.narrative) }));
  await received.rejected(violence.recordCase(incidentId, { victim: { ...VICTIM, birthDate, phone: VICTIM.address } }));
  await received.rejected(violence.recordCase(VICTIM.fullName, FACTS));
  await received.rejected(violence.recordCase(randomUUID(), FACTS));
  await received.rejected(violence.getCase(incidentId, REASON));
  const requestId = randomUUID();
  await violence.recordCase(incidentId, { ...FACTS, requestId });
  await received.rejected(violence.recordCase(incidentId, { ...FACTS, requestId, children: 9 }));
  await received.rejected(violence.assessRisk(incidentId, { answers: [{ key: VICTIM.fullName, yes: true }] }));
  const { orderId } = await violence.issueProtectionOrder(incidentId);
  await received.rejected(violence.extendByCourt(incidentId, orderId, { courtDecision: broken(DECISION) }));
  await received.rejected(violence.referVictim(incidentId, { request: broken(REQUEST.request) }));
  const { visitId } = await violence.planVisit(incidentId, new Date());
  await received.rejected(violence.recordVisit(incidentId, visitId, { finding: broken(FINDING.finding) }));
  await received.rejected(violence.getCase(incidentId, broken(REASON)));
  await received.rejected(violence.listDueVisits({ hromadaCode: VICTIM.fullName, pageToken: VICTIM.phone }));
  // A bug of ours: PostgreSQL quotes the row that it rejects.
  await intake.sql('alter table dv_case add constraint planted check (version < 2) not valid');
  await received.rejected(violence.recordCase(incidentId, FACTS));
  await intake.sql('alter table dv_case drop constraint planted');
  await intake.sql('update dv_case set sealed_facts = reverse(sealed_facts) where incident_id = $1', [incidentId]);
  await received.rejected(violence.getCase(incidentId, REASON));
}

/** Parts of all the names, numbers and texts, in the letter case in which they are written. */
const PARTS = ['анар', 'АНАР', 'anark', '671112233', '502223344', '77112266'];
const TEXTS = PARTS.concat(VICTIM.birthDate, OFFENDER.birthDate, YES, 'psychological');

test('entitled callers read the recorded data', async () => {
  expect((await violence.getCase(await goAllWays(), REASON)).case).toMatchObject({
    ...FACTS,
    risk: { yes: YES },
    orders: [{ courtDecision: '' }, { courtDecision: DECISION }],
    referrals: [REQUEST],
    visits: [FINDING],
  });
});

test('no personal data is in the log, even at the most verbose level', () => {
  const log = intake.log.join('');
  expect(log).toContain('call failed because of a bug');
  expectClean(Buffer.from(log));
});

test('no personal data is in the answers to callers', () => {
  expect(received.answers.length).toBeGreaterThan(13);
  // Which questions there are is no secret.
  expectClean(
    Buffer.concat(received.answers),
    TEXTS.filter((text) => !YES.includes(text)),
  );
});

test('neither personal data nor the risk level is in any table', async () => {
  const looked: string[] = [];
  const all = await tableContents(
    (statement) => intake.sql(statement),
    (table) => {
      looked.push(table);
      return !table.startsWith('catalogue');
    },
  );
  expect(looked).toEqual(expect.arrayContaining(['dv_case', 'dv_order', 'dv_referral', 'dv_visit', 'sensitive_read']));
  expect(all.includes('victim-referred')).toBe(true);
  expectClean(all);
});

test('no personal data is in what the broker stores', () => {
  const kept = brokerFiles(intake.nats);
  expect(kept.includes('safecommunity.incidents.v1.protection-order-recorded')).toBe(true);
  expectClean(kept);
});

test('no personal data is in the database log', () => {
  const log = databaseLog();
  expect(log.includes('planted')).toBe(true);
  expectClean(log, ['анар', 'АНАР', 'anark', VICTIM.birthDate, '502223344']);
});

function expectClean(bytes: Buffer, texts = TEXTS): void {
  expect(new CanarySearch(Object.fromEntries(texts.map((text) => [text, text]))).find(bytes)).toEqual([]);
}
