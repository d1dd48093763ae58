import { randomUUID } from 'node:crypto';
import { OrderMeasure } from '@safe-community/contracts/incidents/v1/law.ts';
import { OrderWarning } from '@safe-community/contracts/incidents/v1/protection_order.ts';
import { ProtectionOrderServiceService as Orders } from '@safe-community/contracts/incidents/v1/protection_order_service.ts';
import { kyivDay } from '@safe-community/domain-kit';
import { testClient, type TestClient } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';
import { OFFENDER, reported, violenceClient, type ViolenceClient } from '../../test/violence-client.ts';

let intake: RunningIntake;
let violence: ViolenceClient;
let orders: TestClient<typeof Orders>;
beforeAll(async () => {
  intake = await runIntake();
  violence = violenceClient(intake);
  orders = testClient(Orders, intake.port);
});
afterAll(async () => {
  for (const client of [violence, orders]) client.close();
  await intake.stop();
});

async function opened(offender: typeof OFFENDER): Promise<string> {
  const incidentId = await reported(intake);
  await violence.recordCase(incidentId, { offender });
  return incidentId;
}

test('an urgent order after one of another case of the same offender gets a warning that does not name the case', async () => {
  const { EARLIER_ORDER, EARLIER_ORDER_ELSEWHERE } = OrderWarning;
  const offender = { ...OFFENDER, fullName: `Дем'ян ${randomUUID().replaceAll(/[^a-f]/g, '')}` };
  const [first, repeated, other] = [
    await opened(offender),
    await opened(offender),
    await opened({ ...offender, birthDate: '1985-03-05' }),
  ];
  await orders.recordRestrainingOrder({
    incidentId: repeated,
    courtDecision: '127/99/26',
    measures: [OrderMeasure.KEEP_DISTANCE],
    issuedDate: kyivDay(new Date()),
    validFrom: new Date(),
    validTo: new Date(Date.now() + 80 * 86_400_000),
  });
  expect(await violence.issueProtectionOrder(first)).toMatchObject({ warnings: [] });
  const second = await violence.issueProtectionOrder(repeated);
  expect(second).toMatchObject({ warnings: [EARLIER_ORDER_ELSEWHERE] });
  expect(JSON.stringify(second)).not.toContain(first);
  expect(await violence.issueProtectionOrder(first)).toMatchObject({
    warnings: [EARLIER_ORDER, EARLIER_ORDER_ELSEWHERE],
  });
  expect(await violence.issueProtectionOrder(other)).toMatchObject({ warnings: [] });
});
