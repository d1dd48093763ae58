import type { IncidentCategory, IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import { OrderKind, OrderMeasure, SanctionKind } from '@safe-community/contracts/incidents/v1/law.ts';
import { AppealBody, OrderEndReason } from '@safe-community/contracts/incidents/v1/protection_order.ts';
import {
  WorksReturnReason,
  WorksServiceService as Works,
} from '@safe-community/contracts/incidents/v1/works_service.ts';
import { ProtectionOrderServiceService as Orders } from '@safe-community/contracts/incidents/v1/protection_order_service.ts';
import { addDays, kyivDay } from '@safe-community/domain-kit';
import * as events from '@safe-community/events';
import { testClient, type PublishedEvents } from '@safe-community/testkit';
import { endOfCase } from './end-of-case.ts';
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

/** Takes the works of an incident through their steps, and compares their events. */
export async function expectWorksEvents(
  intake: RunningIntake,
  published: PublishedEvents,
  ofCase: OfCase,
  now: Date,
): Promise<void> {
  const [works, ends] = [testClient(Works, intake.port), endOfCase(intake)];
  const { incidentId, oblastCode, hromadaCode } = ofCase;
  const place = `${oblastCode}.${hromadaCode}`;
  const today = kyivDay(now);
  const items = [{ code: 'park', work: 'прибирання', object: 'парк' }];
  await works.recordWorksList({ list: { hromadaCode, validFrom: today, decision: 'рішення № 1', items } });
  const offence = { article: '173-2', part: 0, offenceDate: '', hoursPerDay: 4, minor: false, work: '' };
  const impose = async (hours: number, effectiveDate: string) => {
    const { outcomeId } = await ends.record(incidentId, { $case: 'communityWorks', value: { ...offence, hours } });
    await works.referWorks({ incidentId, outcomeId, effectiveDate, referredDate: today, itemCode: 'park' });
    return outcomeId;
  };
  const [outcomeId, completed] = [await impose(30, today), await impose(31, addDays(today, -2))];
  const ofWorks = { ...ofCase, outcomeId, works: SanctionKind.COMMUNITY_WORKS, recordedTime: now };
  const ofCompleted = { ...ofWorks, outcomeId: completed };
  await published.expectWhole(events.worksReferred, incidentId, place, [
    { ...ofWorks, referredDate: today, late: false, hours: 30 },
    { ...ofCompleted, referredDate: today, late: true, hours: 31 },
  ]);
  const [first, later] = [
    { hours: 4, missedHours: 1 },
    { hours: 3, missedHours: 2 },
  ];
  await works.recordWorkDay({ incidentId, outcomeId, day: today, ...first });
  await works.recordWorkDay({ incidentId, outcomeId, day: today, ...later });
  await published.expectWhole(events.workHoursRecorded, incidentId, place, [
    { ...ofWorks, day: today, ...first, formerHours: 0, formerMissedHours: 0 },
    { ...ofWorks, day: today, ...later, formerHours: 4, formerMissedHours: 1 },
  ]);
  await works.returnWorks({ incidentId, outcomeId, returnedDate: today, reason: WorksReturnReason.UNABLE });
  await published.expectWhole(events.worksReturned, incidentId, place, [
    { ...ofWorks, returnedDate: today, reason: WorksReturnReason.UNABLE, hours: 3 },
  ]);
  await intake.sql('insert into works_day values ($1, $2, 31, 0)', [completed, today]);
  await works.completeWorks({ incidentId, outcomeId: completed, completedDate: today });
  await published.expectWhole(events.worksCompleted, incidentId, place, [
    { ...ofCompleted, completedDate: today, hours: 31 },
  ]);
  works.close();
  ends.close();
}
