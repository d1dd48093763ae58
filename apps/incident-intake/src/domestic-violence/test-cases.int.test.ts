import { randomUUID } from 'node:crypto';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { ProtectionOrderServiceService as Orders } from '@safe-community/contracts/incidents/v1/protection_order_service.ts';
import { createUnitOfWork, createWakeup } from '@safe-community/ledger';
import { systemClock } from '@safe-community/service-kit';
import { testClient, type TestClient } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { courseCalls, type CourseCalls } from '../../test/course-calls.ts';
import { fire } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';
import { OFFENDER, reported, VICTIM, violenceClient, type ViolenceClient } from '../../test/violence-client.ts';
import { reportOverdueVisits } from './overdue-visits.jobs.ts';

const HOUR = 3_600_000;
const inHours = (hours: number): Date => new Date(Date.now() + hours * HOUR);

let intake: RunningIntake;
let violence: ViolenceClient;
let orders: TestClient<typeof Orders>;
let course: CourseCalls;
beforeAll(async () => {
  intake = await runIntake();
  violence = violenceClient(intake);
  orders = testClient(Orders, intake.port);
  course = courseCalls(intake);
});
afterAll(async () => {
  for (const client of [violence, orders]) client.close();
  course.end();
  await intake.stop();
});

/** A case with an order and a planned visit; of an offender and an address that no other test has. */
async function opened(isTest: boolean, address: string, fullName: string) {
  const report = fire({ category: IncidentCategory.DOMESTIC_VIOLENCE, test: isTest });
  const { incidentId } = await intake.report({ report });
  const people = { victim: { ...VICTIM, address }, offender: { ...OFFENDER, fullName } };
  await violence.recordCase(incidentId, people);
  const { orderId } = await violence.issueProtectionOrder(incidentId);
  const { visitId } = await violence.planVisit(incidentId, inHours(30));
  return { incidentId, orderId, visitId };
}

test('a case of a test is on no list of visits and orders, warns nobody, and links no offender', async () => {
  const [address, fullName] = [`вул. Садова ${randomUUID()}`, randomUUID()];
  const real = await opened(false, address, fullName);
  const aTest = await opened(true, address, fullName);
  const { visits } = await violence.listDueVisits({ dueBefore: inHours(31), pageSize: 500 });
  expect(visits.map(({ visitId }) => visitId)).toEqual([real.visitId]);
  const expiring = await orders.listExpiringOrders({ endsBefore: inHours(24 * 30), reason: 'огляд приписів' });
  expect(expiring.orders.map(({ orderId }) => orderId)).toEqual([real.orderId]);
  const incidentId = await reported(intake, IncidentCategory.PUBLIC_ORDER);
  await course.triage(incidentId);
  await course.dispatch(incidentId);
  const scene = await orders.listOrdersAtScene({ incidentId, address, reason: 'виїзд на виклик' });
  expect(scene.orders.map(({ orderId }) => orderId)).toEqual([real.orderId]);
  expect((await violence.getCase(real.incidentId)).case?.otherIncidentIds).toEqual([]);
  expect((await violence.getCase(aTest.incidentId)).case?.otherIncidentIds).toEqual([real.incidentId]);
});

test('a visit of a test that is overdue alerts nobody', async () => {
  const name = randomUUID();
  const [real, aTest] = [await opened(false, name, name), await opened(true, name, name)];
  const unitOfWork = createUnitOfWork(intake.database, createWakeup());
  await reportOverdueVisits({ unitOfWork, clock: { ...systemClock, now: () => inHours(31) } });
  const told = await intake.sql('select visit_id from dv_visit where told_at is not null and visit_id = any ($1)', [
    [real.visitId, aTest.visitId],
  ]);
  expect(told).toEqual([{ visit_id: real.visitId }]);
});

test('an order of a test is no earlier order of its offender', async () => {
  const name = randomUUID();
  await opened(true, name, name);
  const { incidentId, orderId } = await opened(false, name, name);
  const { case: found } = await violence.getCase(incidentId);
  expect(found?.orders.map((order) => [order.orderId, order.status?.warnings])).toEqual([[orderId, []]]);
});
