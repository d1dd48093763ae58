import { OutcomeKind } from '@safe-community/contracts/incidents/events/v1/case_events.ts';
import { WithdrawalCause } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import {
  IncidentCategory,
  IncidentState,
  ReportChannel,
  ResponderKind,
  Urgency,
} from '@safe-community/contracts/incidents/v1/incident.ts';
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
import { SchoolMatter, type CountedBy } from '@safe-community/contracts/incidents/v1/counted_by.ts';
import { SchoolServiceService as Schools } from '@safe-community/contracts/incidents/v1/school_service.ts';
import { courseCalls } from './course-calls.ts';
import { fire } from './messages.ts';
import type { RunningIntake } from './running-intake.ts';
import type { ViolenceClient } from './violence-client.ts';

const DAY = 86_400_000;

/** The fields that every event of the case has. */
interface OfCase {
  readonly incidentId: string;
  readonly category: IncidentCategory;
  readonly hromadaCode: string;
  readonly oblastCode: string;
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

/** Of an incident that is counted by more than its place. */
interface Counted extends OfCase {
  readonly countedBy: CountedBy;
  readonly receivedTime: Date;
}

/** Refers a victim and visits her, and compares the events. */
export async function expectHelpEvents(
  published: PublishedEvents,
  violence: ViolenceClient,
  ofCase: OfCase & { readonly receivedTime: Date },
  later: () => Date,
): Promise<void> {
  const { incidentId, oblastCode, hromadaCode } = ofCase;
  const place = `${oblastCode}.${hromadaCode}`;
  const referredTime = later();
  const { referralId } = await violence.referVictim(incidentId);
  await published.expectWhole(events.victimReferred, incidentId, place, [{ ...ofCase, referralId, referredTime }]);
  const acceptedTime = later();
  await violence.acceptReferral(incidentId, referralId);
  await published.expectWhole(events.referralAccepted, incidentId, place, [
    { ...ofCase, referralId, referredTime, acceptedTime },
  ]);
  const dueTime = new Date(acceptedTime.getTime() + DAY);
  const { visitId } = await violence.planVisit(incidentId, dueTime);
  const doneTime = later();
  await violence.recordVisit(incidentId, visitId);
  await published.expectWhole(events.followUpVisitRecorded, incidentId, place, [
    { ...ofCase, visitId, dueTime, doneTime },
  ]);
}

/** Links a counted and a sensitive incident to a school, and compares the events: only one names it. */
export async function expectSchoolEvents(
  intake: RunningIntake,
  published: PublishedEvents,
  { counted, sensitive }: { readonly counted: Counted; readonly sensitive: OfCase & { readonly receivedTime: Date } },
  changedTime: Date,
): Promise<void> {
  const schools = testClient(Schools, intake.port);
  const { oblastCode, hromadaCode } = counted;
  const edrpou = '26254110';
  await intake.sql("insert into school values ($1, 'Школа', $2, $3, '', null, null, false)", [
    edrpou,
    hromadaCode,
    oblastCode,
  ]);
  for (const { incidentId } of [counted, sensitive]) await schools.linkSchool({ incidentId, edrpou });
  await schools.unlinkSchool({ incidentId: counted.incidentId });
  schools.close();
  const place = `${oblastCode}.${hromadaCode}`;
  const link = { linked: true, schoolEdrpou: edrpou, changedTime };
  await published.expectWhole(events.schoolLinkChanged, counted.incidentId, place, [
    { ...counted, ...link },
    { ...counted, ...link, linked: false, schoolEdrpou: '' },
  ]);
  await published.expectWhole(events.schoolLinkChanged, sensitive.incidentId, place, [
    { ...sensitive, ...link, schoolEdrpou: '', countedBy: undefined },
  ]);
  await expectMatterEvents(intake, published, place, changedTime);
}

/** Reports, rejects, and reopens a case at a school, and compares what its events say about it. */
async function expectMatterEvents(
  intake: RunningIntake,
  published: PublishedEvents,
  place: string,
  time: Date,
): Promise<void> {
  const course = courseCalls(intake);
  const category = IncidentCategory.SCHOOL_SAFETY;
  const { incidentId } = await intake.report({ report: fire({ category }) });
  const { responsibleOfficerId = '' } = (await intake.get(incidentId)).incident ?? {};
  await course.reject(incidentId);
  await course.reopen(incidentId);
  course.end();
  const [oblastCode = '', hromadaCode = ''] = place.split('.');
  const located = { incidentId, category, oblastCode, hromadaCode, countedBy: undefined };
  const counted = { receivedTime: time, casualties: undefined, schoolMatter: SchoolMatter.BULLYING };
  const ofCase = { ...located, ...counted, urgency: Urgency.HIGH };
  const alerted = [ResponderKind.POLICE, ResponderKind.EDUCATION_SAFETY];
  await published.expectWhole(events.incidentReported, incidentId, place, [
    {
      ...ofCase,
      channel: ReportChannel.PHONE_101,
      occurredTime: time,
      responsibleOfficerId,
      alerted,
      source: 'client',
    },
  ]);
  const change = { ...ofCase, cause: WithdrawalCause.FALSE_CALL, onSceneTime: undefined };
  await published.expectWhole(events.incidentWithdrawn, incidentId, place, [
    { ...change, primaryIncidentId: '', withdrawnTime: time, state: IncidentState.REJECTED },
  ]);
  await published.expectWhole(events.incidentRestored, incidentId, place, [
    { ...change, restoredTime: time, state: IncidentState.REOPENED },
  ]);
}

const FINE = { $case: 'fine', value: { article: '173', part: 1, offenceDate: '', amount: 51 } } as const;

/** Records and revokes a fine, and compares the events. */
export async function expectOutcomeEvents(
  intake: RunningIntake,
  published: PublishedEvents,
  counted: Counted,
  later: () => Date,
): Promise<void> {
  const ends = endOfCase(intake);
  const { incidentId, oblastCode, hromadaCode } = counted;
  const place = `${oblastCode}.${hromadaCode}`;
  const recordedTime = later();
  const { outcomeId } = await ends.record(incidentId, FINE);
  const outcome = { ...counted, outcomeId, kind: OutcomeKind.FINE };
  const { article, part, amount } = FINE.value;
  await published.expectWhole(events.outcomeRecorded, incidentId, place, [
    { ...outcome, recordedTime, offence: { article, part, amount } },
  ]);
  const revokedTime = later();
  await ends.revoke(incidentId, outcomeId);
  await published.expectWhole(events.outcomeRevoked, incidentId, place, [{ ...outcome, revokedTime }]);
  ends.close();
}

/** Places and releases a legal hold, and compares the events. */
export async function expectHoldEvents(
  intake: RunningIntake,
  published: PublishedEvents,
  ofCase: OfCase,
  later: () => Date,
): Promise<void> {
  const ends = endOfCase(intake);
  const { incidentId, oblastCode, hromadaCode } = ofCase;
  const placed = later();
  const holdId = await ends.hold(incidentId);
  const released = later();
  await ends.release(incidentId, holdId);
  await published.expectWhole(events.legalHoldChanged, incidentId, `${oblastCode}.${hromadaCode}`, [
    { ...ofCase, holdId, placed: true, changedTime: placed },
    { ...ofCase, holdId, placed: false, changedTime: released },
  ]);
  ends.close();
}

/** Takes the works of an incident through their steps, and compares their events. */
export async function expectWorksEvents(
  intake: RunningIntake,
  published: PublishedEvents,
  ofCase: Counted,
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
