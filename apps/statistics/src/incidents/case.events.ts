import { OutcomeKind } from '@safe-community/contracts/incidents/events/v1/case_events.ts';
import type { Step } from '@safe-community/database';
import { isDay } from '@safe-community/domain-kit';
import {
  followUpVisitOverdue,
  followUpVisitRecorded,
  outcomeRecorded,
  outcomeRevoked,
  protectionOrderBreached,
  protectionOrderRecorded,
  referralAccepted,
  restrainingOrderRecorded,
  victimReferred,
  workHoursRecorded,
  worksCompleted,
  worksReferred,
  worksReturned,
} from '@safe-community/events';
import type { EventHandler } from '@safe-community/ledger';
import type { Day } from '../calendar/module.ts';
import { onSum, UncountableEvent, type Known } from '../counting/module.ts';
import { addEvents } from './counters.store.ts';
import { countEvents, type CountedEvent } from './event-count.ts';
import { dayIn, toLocated, type LocatedMessage } from './incident.mapping.ts';

/** What follows from an incident: outcomes, works, protection. Counted on the day of the event itself. */
export function caseEvents(today: () => Day): EventHandler[] {
  const add = adding(today);
  return [
    onSum(outcomeRecorded, (events) =>
      add(events, (event) => [[OUTCOMES.get(event.message.kind), 1, dayIn(event, event.message.recordedTime)]]),
    ),
    onSum(outcomeRevoked, (events) =>
      add(events, (event) => [['outcomes_revoked', 1, dayIn(event, event.message.revokedTime)]]),
    ),
    onSum(worksReferred, (events) =>
      add(events, ({ message: { referredDate, late, hours } }) => [
        ['works_referred', 1, toDay(referredDate)],
        ['works_referred_late', late ? 1 : 0, toDay(referredDate)],
        ['work_hours_imposed', hours, toDay(referredDate)],
      ]),
    ),
    // The hours of a day replace those that were recorded for it before.
    onSum(workHoursRecorded, (events) =>
      add(events, ({ message: { day, hours, formerHours, missedHours, formerMissedHours } }) => [
        ['work_hours', hours - formerHours, toDay(day)],
        ['work_hours_missed', missedHours - formerMissedHours, toDay(day)],
      ]),
    ),
    onSum(worksCompleted, (events) =>
      add(events, ({ message: { completedDate } }) => [['works_completed', 1, toDay(completedDate)]]),
    ),
    onSum(worksReturned, (events) =>
      add(events, ({ message: { returnedDate } }) => [['works_returned', 1, toDay(returnedDate)]]),
    ),
    onSum(protectionOrderRecorded, (events) =>
      add(events, (event) => {
        const { byCourt, recordedTime } = event.message;
        return [[byCourt ? 'restraining_orders' : 'prohibition_orders', 1, dayIn(event, recordedTime)]];
      }),
    ),
    onSum(restrainingOrderRecorded, (events) =>
      add(events, (event) => [['restraining_orders', 1, dayIn(event, event.message.recordedTime)]]),
    ),
    onSum(protectionOrderBreached, (events) =>
      add(events, (event) => [['order_breaches', 1, dayIn(event, event.message.breachedTime)]]),
    ),
    onSum(victimReferred, (events) =>
      add(events, (event) => [['victim_referrals', 1, dayIn(event, event.message.referredTime)]]),
    ),
    onSum(referralAccepted, (events) =>
      add(events, (event) => [['referrals_accepted', 1, dayIn(event, event.message.acceptedTime)]]),
    ),
    onSum(followUpVisitOverdue, (events) =>
      add(events, (event) => [['visits_overdue', 1, dayIn(event, event.message.dueTime)]]),
    ),
    onSum(followUpVisitRecorded, (events) =>
      add(events, (event) => [['visits_done', 1, dayIn(event, event.message.doneTime)]]),
    ),
  ];
}

const OUTCOMES: ReadonlyMap<number, string> = new Map([
  [OutcomeKind.ADMINISTRATIVE_PROTOCOL, 'administrative_protocols'],
  [OutcomeKind.PRETRIAL_REGISTER, 'pretrial_registrations'],
  [OutcomeKind.POLICE_REGISTER, 'police_registrations'],
  [OutcomeKind.SOCIALLY_USEFUL_WORKS, 'socially_useful_works'],
  [OutcomeKind.COMMUNITY_WORKS, 'community_works'],
  [OutcomeKind.FINE, 'fines'],
  [OutcomeKind.ARREST, 'arrests'],
  [OutcomeKind.CORRECTIONAL_WORKS, 'correctional_works'],
]);

/** The measure, by how much it grows, and on which day. */
type Count = readonly [string | undefined, number, Day];

/** @param today the day on which events are counted: some add to sums of periods that are over. */
function adding(today: () => Day) {
  return <Message extends LocatedMessage>(
    events: readonly Known<Message>[],
    countsOf: (event: Known<Message>) => readonly Count[],
  ): Step[] => addEvents(countEvents(events.flatMap((event) => countedIn(event, countsOf(event)))), today());
}

function countedIn(event: Known<LocatedMessage>, counts: readonly Count[]): CountedEvent[] {
  return counts.map(([measure, value, day]) => {
    if (measure === undefined) throw new UncountableEvent('kind is unknown');
    return { ...toLocated(event, day), measure, value };
  });
}

function toDay(text: string): Day {
  if (!isDay(text)) throw new UncountableEvent('the day is not a day of the calendar');
  return text;
}
