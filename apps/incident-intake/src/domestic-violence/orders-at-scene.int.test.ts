import { randomUUID } from 'node:crypto';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { ProtectionOrderServiceService as Orders } from '@safe-community/contracts/incidents/v1/protection_order_service.ts';
import { LiveKeyring } from '@safe-community/security/encryption';
import { testClient, type TestClient } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { courseCalls, type CourseCalls } from '../../test/course-calls.ts';
import { VINNYTSIA } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';
import { OFFENDER, reported, VICTIM, violenceClient, type ViolenceClient } from '../../test/violence-client.ts';
import { findAtScene } from './orders-in-force.store.ts';

const KYIV = 'UA80000000000093317';

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

async function opened(address: string, offender = OFFENDER): Promise<string> {
  const incidentId = await reported(intake);
  await violence.recordCase(incidentId, { victim: { ...VICTIM, address }, offender });
  return incidentId;
}

test('an address is found if only one text names its settlement, and a street by any word for it', async () => {
  const street = `Сонячна ${randomUUID().slice(0, 8)}`;
  const known = await opened(`Вінниця, просп. ${street}`, { ...OFFENDER, fullName: street });
  const { orderId } = await violence.issueProtectionOrder(known);
  const incidentId = await reported(intake, IncidentCategory.PUBLIC_ORDER);
  await course.triage(incidentId);
  await course.dispatch(incidentId);
  const found = async (address: string): Promise<string[]> => {
    const answer = await orders.listOrdersAtScene({ incidentId, address, reason: 'виїзд на виклик' });
    return answer.orders.map((each) => each.orderId);
  };
  expect(await found(`проспект ${street}`)).toEqual([orderId]);
  expect(await found(`Вінницька обл., м. Вінниця, проспект ${street}`)).toEqual([orderId]);
  expect(await found(`смт Десна, проспект ${street}`)).toEqual([]);
  expect(await found(`вул. ${street}`)).toEqual([]);
});

test('orders that the caller may not see take no place from others', async () => {
  const offender = { ...OFFENDER, fullName: randomUUID() };
  const [incidentId, hidden] = [await opened(randomUUID(), offender), await opened(randomUUID(), offender)];
  const { orderId } = await violence.issueProtectionOrder(incidentId);
  const { orderId: later } = await violence.issueProtectionOrder(hidden);
  await intake.sql(
    `insert into dv_order
     select (jsonb_populate_record(o, jsonb_build_object('order_id', gen_random_uuid(), 'valid_to', o.valid_to + interval '1 hour'))).*
     from dv_order o, generate_series(1, 60) where o.order_id = $1`,
    [later],
  );
  await intake.sql('update incident set hromada_code = $2 where incident_id = $1', [hidden, KYIV]);
  const scene = { incidentId, hromadaCode: VINNYTSIA, address: '' };
  const atScene = (isVisible: (seen: { readonly hromadaCode: string }) => boolean) =>
    findAtScene(intake.database, new LiveKeyring(intake.keysDir), scene, new Date(), isVisible);
  expect(await atScene(() => true)).toHaveLength(50);
  const visible = await atScene(({ hromadaCode }) => hromadaCode !== KYIV);
  expect(visible.map((each) => each.orderId)).toEqual([orderId]);
});
