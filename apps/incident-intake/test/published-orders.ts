import type { IncidentCategory, IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import { OrderKind, OrderMeasure } from '@safe-community/contracts/incidents/v1/law.ts';
import { AppealBody, OrderEndReason } from '@safe-community/contracts/incidents/v1/protection_order.ts';
import { ProtectionOrderServiceService as Orders } from '@safe-community/contracts/incidents/v1/protection_order_service.ts';
import { kyivDay } from '@safe-community/domain-kit';
import * as events from '@safe-community/events';
import { testClient, type PublishedEvents } from '@safe-community/testkit';
import type { RunningIntake } from './running-intake.ts';

const DAY = 86_400_000;

/** The fields that every event of the case has. */
interface OfCase {
  readonly incidentId: string;
  readonly category: IncidentCategory;
  readonly hromadaCode: string;
  readonly oblastCode: string;
  readonly demonstration: boolean;
  readonly state: IncidentState;
}

/**
 * Takes a restraining order of an open case through its steps, and compares their events.
 *
 * @param later moves the clock of the service.
 */
export async function expectOrderEvents(
  intake: RunningIntake,
  published: PublishedEvents,
  ofCase: OfCase,
  later: () => Date,
): Promise<void> {
  const orders = testClient(Orders, intake.port);
  const { incidentId, oblastCode, hromadaCode } = ofCase;
  const place = `${oblastCode}.${hromadaCode}`;
  const recordedTime = later();
  const daysLater = (days: number) => new Date(recordedTime.getTime() + days * DAY);
  const measures = [OrderMeasure.KEEP_DISTANCE];
  const issuedDate = kyivDay(recordedTime);
  const [validFrom, validTo] = [recordedTime, daysLater(90)];
  const terms = { measures, validFrom, validTo };
  const { orderId } = await orders.recordRestrainingOrder({ incidentId, courtDecision: '1', issuedDate, ...terms });
  await published.expectWhole(events.restrainingOrderRecorded, incidentId, place, [
    { ...ofCase, orderId, ...terms, recordedTime },
  ]);
  const longer = { validTo: daysLater(120) };
  const extended = await orders.extendRestrainingOrder({
    incidentId,
    orderId,
    courtDecision: '2',
    issuedDate,
    ...longer,
  });
  await published.expectWhole(events.protectionOrderExtended, incidentId, place, [
    { ...ofCase, orderId: extended.orderId, extendedOrderId: orderId, ...longer, recordedTime },
  ]);
  const time = later();
  const step = { incidentId, orderId };
  const ofOrder = { ...ofCase, orderId, kind: OrderKind.RESTRAINING };
  await orders.recordOrderAppeal({ ...step, appealedTime: time, body: AppealBody.COURT });
  await published.expectWhole(events.protectionOrderAppealed, incidentId, place, [
    { ...ofOrder, appealedTime: time, body: AppealBody.COURT },
  ]);
  await orders.recordOrderBreach({ ...step, breachedTime: time, measures });
  await published.expectWhole(events.protectionOrderBreached, incidentId, place, [{ ...ofOrder, breachedTime: time }]);
  await orders.endOrder({ ...step, endedTime: time, reason: OrderEndReason.CANCELLED_BY_COURT });
  await published.expectWhole(events.protectionOrderEnded, incidentId, place, [
    { ...ofOrder, endedTime: time, reason: OrderEndReason.CANCELLED_BY_COURT },
  ]);
  orders.close();
}
