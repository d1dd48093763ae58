import { randomUUID } from 'node:crypto';
import { ProtectionMeasure, RiskLevel } from '@safe-community/contracts/incidents/v1/domestic_violence.ts';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { OrderKind, OrderMeasure } from '@safe-community/contracts/incidents/v1/law.ts';
import {
  AppealBody,
  OrderEndReason,
  OrderMatch,
  OrderWarning,
} from '@safe-community/contracts/incidents/v1/protection_order.ts';
import { ProtectionOrderServiceService as Orders } from '@safe-community/contracts/incidents/v1/protection_order_service.ts';
import { kyivDay, monthsAfter } from '@safe-community/domain-kit';
import { auditedWrite, expectAudited, refusalOf, testClient, type TestClient } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { courseCalls, type CourseCalls } from '../../test/course-calls.ts';
import { VINNYTSIA } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';
import {
  OFFENDER,
  reported,
  urgentTerms,
  VICTIM,
  violenceClient,
  type ViolenceClient,
} from '../../test/violence-client.ts';

const DAY = 86_400_000;
const { KEEP_DISTANCE, LEAVE_HOME, NOT_STAY_IN_SHARED_HOME, NO_CONTACT } = OrderMeasure;

let intake: RunningIntake;
let violence: ViolenceClient;
let orders: TestClient<typeof Orders>;
let ordinary: TestClient<typeof Orders>;
let course: CourseCalls;
beforeAll(async () => {
  intake = await runIntake();
  violence = violenceClient(intake);
  orders = testClient(Orders, intake.port);
  ordinary = testClient(Orders, intake.port, 'statistics');
  course = courseCalls(intake);
});
afterAll(async () => {
  for (const client of [violence, orders, ordinary]) client.close();
  course.end();
  await intake.stop();
});

/** A street of its own for each test, so that its scene has no other orders. */
async function opened(address: string = randomUUID(), offender?: typeof OFFENDER): Promise<string> {
  const incidentId = await reported(intake);
  await violence.recordCase(incidentId, { victim: { ...VICTIM, address }, offender });
  return incidentId;
}

const today = () => kyivDay(new Date());
const monthsFromNow = (months: number) => new Date(`${monthsAfter(today(), months)}T09:00:00Z`);
const court = (incidentId: string) => ({
  incidentId,
  courtDecision: '127/99/26',
  measures: [NOT_STAY_IN_SHARED_HOME, KEEP_DISTANCE],
  issuedDate: today(),
  validFrom: new Date(),
  validTo: monthsFromNow(3),
});
const order = async (incidentId: string) => (await violence.getCase(incidentId)).case?.orders.at(-1);

test('a court restrains an offender without an earlier order, extends the order, and ends it', async () => {
  const incidentId = await opened();
  const requestId = randomUUID();
  const asked = { ...court(incidentId), requestId };
  const { orderId, ...first } = await orders.recordRestrainingOrder(asked);
  expect(first).toEqual({ version: 2, warnings: [] });
  expect(await orders.recordRestrainingOrder(asked)).toEqual({ ...first, orderId });
  expect(await order(incidentId)).toMatchObject({
    measures: [],
    courtDecision: '127/99/26',
    extendsOrderId: '',
    status: { kind: OrderKind.RESTRAINING, measures: asked.measures, issuedDate: today() },
  });
  const extension = { incidentId, orderId, courtDecision: '127/100/26', issuedDate: today() };
  const extended = await orders.extendRestrainingOrder({ ...extension, validTo: monthsFromNow(8) });
  expect(await order(incidentId)).toMatchObject({
    orderId: extended.orderId,
    extendsOrderId: orderId,
    validFrom: asked.validTo,
    status: { measures: asked.measures },
  });
  const endedTime = new Date();
  await orders.endOrder({ incidentId, orderId, endedTime, reason: OrderEndReason.CANCELLED_BY_COURT });
  const [ended] = (await violence.getCase(incidentId)).case?.orders ?? [];
  expect(ended?.status).toMatchObject({ endedTime, endReason: OrderEndReason.CANCELLED_BY_COURT });
  const again = orders.endOrder({ incidentId, orderId, endedTime, reason: OrderEndReason.CANCELLED_BY_COURT });
  expect(await refusalOf(again)).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'ALREADY_ENDED' });
});

test('an urgent order on paper is recorded late, without a birth date, and after another one, with warnings', async () => {
  const incidentId = await opened();
  const validFrom = new Date(Date.now() - 40 * DAY);
  const terms = { measures: [ProtectionMeasure.LEAVE_HOME], validFrom, validTo: new Date(validFrom.getTime() + DAY) };
  const { BIRTH_DATE_UNKNOWN, EARLIER_ORDER, RECORDED_LATE } = OrderWarning;
  expect(await violence.issueProtectionOrder(incidentId, terms)).toMatchObject({
    warnings: [BIRTH_DATE_UNKNOWN, RECORDED_LATE],
  });
  expect(await violence.issueProtectionOrder(incidentId)).toMatchObject({
    warnings: [BIRTH_DATE_UNKNOWN, EARLIER_ORDER],
  });
  expect((await order(incidentId))?.status).toMatchObject({
    kind: OrderKind.URGENT,
    measures: [LEAVE_HOME, NO_CONTACT],
    warnings: [BIRTH_DATE_UNKNOWN, EARLIER_ORDER],
  });
});

test('an appeal does not suspend an order, which is breached later; both are kept', async () => {
  const incidentId = await opened();
  const { orderId } = await violence.issueProtectionOrder(incidentId, { ...urgentTerms(), validFrom: new Date() });
  const [appealedTime, breachedTime] = [new Date(), new Date()];
  await orders.recordOrderAppeal({ incidentId, orderId, appealedTime, body: AppealBody.POLICE_HEAD });
  await orders.recordOrderBreach({ incidentId, orderId, breachedTime, measures: [NO_CONTACT] });
  expect((await order(incidentId))?.status).toMatchObject({
    endedTime: undefined,
    appeals: [{ appealedTime, body: AppealBody.POLICE_HEAD }],
    breaches: [{ breachedTime, measures: [NO_CONTACT] }],
  });
});

test('the official form of risk is kept apart from the score of the questionnaire', async () => {
  const incidentId = await opened();
  const form = { level: RiskLevel.HIGH, assessedDate: today(), formVersion: '2019-04' };
  await orders.recordOfficialRisk({ incidentId, form });
  const read = (await violence.getCase(incidentId)).case;
  expect(read?.officialRisk).toEqual(form);
  expect(read?.risk).toBeUndefined();
  const bad = { level: RiskLevel.UNSPECIFIED, assessedDate: '2099-01-01', formVersion: '' };
  expect((await refusalOf(orders.recordOfficialRisk({ incidentId, form: bad }))).fields).toEqual([
    'form.level',
    'form.assessed_date',
    'form.form_version',
  ]);
});

test('rejects orders outside the law, by field, and changes nothing', async () => {
  const incidentId = await opened();
  const { orderId } = await orders.recordRestrainingOrder(court(incidentId));
  const urgent = await violence.issueProtectionOrder(incidentId);
  const before = await intake.counts();
  const extension = { incidentId, orderId, courtDecision: '1', issuedDate: today() };
  const step = { incidentId, orderId };
  const bad: [() => Promise<unknown>, string[]][] = [
    [() => orders.recordRestrainingOrder({ ...court(incidentId), measures: [LEAVE_HOME] }), ['measures[0]']],
    [() => orders.recordRestrainingOrder({ ...court(incidentId), measures: [99 as 1] }), ['measures[0]']],
    [() => orders.recordRestrainingOrder({ ...court(incidentId), validTo: monthsFromNow(7) }), ['valid_to']],
    [() => orders.recordRestrainingOrder({ ...court(incidentId), validTo: new Date(0) }), ['valid_to']],
    [() => orders.recordRestrainingOrder({ ...court(incidentId), issuedDate: '' }), ['issued_date']],
    [() => orders.recordRestrainingOrder({ ...court(incidentId), courtDecision: '№' }), ['court_decision']],
    [() => orders.extendRestrainingOrder({ ...extension, validTo: monthsFromNow(10) }), ['valid_to']],
    [() => orders.extendRestrainingOrder({ ...extension, validTo: monthsFromNow(2) }), ['valid_to']],
    [
      () => orders.endOrder({ ...step, endedTime: new Date(Date.now() - DAY), reason: OrderEndReason.REPLACED }),
      ['ended_time'],
    ],
    [() => orders.endOrder({ ...step, endedTime: undefined }), ['ended_time', 'reason']],
    [() => orders.recordOrderAppeal({ ...step, appealedTime: new Date(0), body: AppealBody.COURT }), ['appealed_time']],
    [() => orders.recordOrderBreach({ ...step, breachedTime: new Date(), measures: [NO_CONTACT] }), ['measures[0]']],
  ];
  for (const [call, fields] of bad) expect((await refusalOf(call())).fields).toEqual(fields);
  const foreign = orders.extendRestrainingOrder({ ...extension, orderId: urgent.orderId, validTo: monthsFromNow(4) });
  expect(await refusalOf(foreign)).toMatchObject({ reason: 'ORDER_NOT_RESTRAINING' });
  const unknown = { incidentId, orderId: randomUUID(), endedTime: new Date(), reason: OrderEndReason.REPLACED };
  expect(await refusalOf(orders.endOrder(unknown))).toMatchObject({ code: 'NOT_FOUND' });
  expect(await intake.counts()).toEqual(before);
});

test('responders who are sent to a scene see the orders of its address and offender, and each read is recorded', async () => {
  const address = `вул. Садова ${randomUUID()}`;
  const offender = { ...OFFENDER, fullName: randomUUID() };
  const known = await opened(address, offender);
  const { orderId } = await violence.issueProtectionOrder(known);
  const elsewhere = await opened(randomUUID(), offender);
  const restraining = await orders.recordRestrainingOrder(court(elsewhere));
  const incidentId = await reported(intake, IncidentCategory.PUBLIC_ORDER);
  const asked = { incidentId, address: `Вулиця  ${address.slice(5).toUpperCase()}`, reason: 'виїзд на виклик' };
  expect(await refusalOf(orders.listOrdersAtScene(asked))).toMatchObject({ reason: 'NOBODY_SENT' });
  await course.triage(incidentId);
  await course.dispatch(incidentId);
  const found = (await orders.listOrdersAtScene(asked)).orders;
  expect(found).toMatchObject([
    { orderId, incidentId: known, kind: OrderKind.URGENT, match: OrderMatch.SAME_ADDRESS, breaches: 0 },
  ]);
  expect(JSON.stringify(found)).not.toContain(VICTIM.fullName);
  const reads = await intake.sql(`select incident_id from sensitive_read where method like '%/ListOrdersAtScene'`);
  expect(reads.map((read) => read['incident_id'])).toEqual(expect.arrayContaining([incidentId, known]));
  // The case of the incident itself names the offender.
  await course.triage(known);
  await course.dispatch(known);
  const { orders: ofCase } = await orders.listOrdersAtScene({ incidentId: known, reason: 'виїзд' });
  expect(ofCase.map((each) => [each.orderId, each.match])).toEqual([
    [restraining.orderId, OrderMatch.SAME_OFFENDER],
    [orderId, OrderMatch.SAME_CASE],
  ]);
  await orders.endOrder({ incidentId: known, orderId, endedTime: new Date(), reason: OrderEndReason.REPLACED });
  expect((await orders.listOrdersAtScene(asked)).orders).toEqual([]);
});

test('orders at a scene need a reason and access to cases of domestic violence', async () => {
  const incidentId = await opened();
  const denied = { code: 'PERMISSION_DENIED', reason: 'CATEGORY_NOT_GRANTED' };
  const asked = { incidentId, address: '', reason: 'виїзд' };
  expect(await refusalOf(ordinary.listOrdersAtScene(asked))).toMatchObject(denied);
  expect(await refusalOf(ordinary.recordRestrainingOrder(court(incidentId)))).toMatchObject(denied);
  expect(await refusalOf(ordinary.listExpiringOrders({ endsBefore: new Date(), reason: 'x' }))).toMatchObject(denied);
  expect((await refusalOf(orders.listOrdersAtScene({ ...asked, reason: '' }))).fields).toEqual(['reason']);
  const missing = orders.listOrdersAtScene({ ...asked, incidentId: randomUUID() });
  expect(await refusalOf(missing)).toMatchObject({ code: 'NOT_FOUND' });
});

test('lists orders that end soon page by page; extended and ended ones are left out', async () => {
  const incidentId = await opened();
  const first = await violence.issueProtectionOrder(incidentId);
  const second = await violence.issueProtectionOrder(incidentId);
  const third = await violence.issueProtectionOrder(incidentId);
  await orders.endOrder({
    incidentId,
    orderId: third.orderId,
    endedTime: new Date(),
    reason: OrderEndReason.CANCELLED_BY_POLICE,
  });
  const endsBefore = new Date(Date.now() + 20 * DAY);
  const filter = { endsBefore, hromadaCode: VINNYTSIA, reason: 'огляд приписів' };
  const listed: string[] = [];
  let pageToken = '';
  do {
    const page = await orders.listExpiringOrders({ ...filter, pageSize: 1, pageToken });
    listed.push(...page.orders.map(({ orderId }) => orderId));
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  expect(listed).toEqual(expect.arrayContaining([first.orderId, second.orderId]));
  expect(listed).not.toContain(third.orderId);
  const { nextPageToken } = await orders.listExpiringOrders({ ...filter, pageSize: 1 });
  const other = orders.listExpiringOrders({ ...filter, hromadaCode: '', pageToken: nextPageToken });
  expect((await refusalOf(other)).fields).toEqual(['page_token']);
  const late = orders.listExpiringOrders({ ...filter, endsBefore: new Date(Date.now() + 400 * DAY) });
  expect((await refusalOf(late)).fields).toEqual(['ends_before']);
  const reads = await intake.sql(`select from sensitive_read where method like '%/ListExpiringOrders'`);
  expect(reads.length).toBeGreaterThan(0);
});

const itself = (_: unknown, { incidentId }: { readonly incidentId: string }): string[] => [incidentId];
const issued = async () => {
  const incidentId = await opened();
  const { orderId } = await orders.recordRestrainingOrder(court(incidentId));
  return { incidentId, orderId, expectedVersion: 0 };
};

test.each([
  auditedWrite(Orders.recordRestrainingOrder, async () => ({ ...court(await opened()), expectedVersion: 0 }), itself),
  auditedWrite(
    Orders.extendRestrainingOrder,
    async () => ({ ...(await issued()), courtDecision: '2', issuedDate: today(), validTo: monthsFromNow(4) }),
    itself,
  ),
  auditedWrite(
    Orders.endOrder,
    async () => ({ ...(await issued()), endedTime: new Date(), reason: OrderEndReason.REPLACED }),
    itself,
  ),
  auditedWrite(
    Orders.recordOrderAppeal,
    async () => ({ ...(await issued()), appealedTime: new Date(), body: AppealBody.COURT }),
    itself,
  ),
  auditedWrite(
    Orders.recordOrderBreach,
    async () => ({ ...(await issued()), breachedTime: new Date(), measures: [KEEP_DISTANCE] }),
    itself,
  ),
  auditedWrite(
    Orders.recordOfficialRisk,
    async () => ({
      incidentId: await opened(),
      expectedVersion: 0,
      form: { level: RiskLevel.LOW, assessedDate: today(), formVersion: '2019' },
    }),
    itself,
  ),
])('the audit says who made $method, for what purpose, and what it concerns', (write) => expectAudited(intake, write));
