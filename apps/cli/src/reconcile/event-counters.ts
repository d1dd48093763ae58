import {
  followUpVisitOverdue,
  followUpVisitRecorded,
  incidentEscalated,
  incidentRestored,
  incidentStateChanged,
  incidentWithdrawn,
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
  type EventKind,
} from '@safe-community/contracts/event-catalogue';
import { OutcomeKind } from '@safe-community/contracts/incidents/events/v1/case_events.ts';
import { WithdrawalCause } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { IncidentState, type IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import type { LedgerEvent } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import type { EventCounter } from '@safe-community/contracts/statistics/v1/counters.ts';
import { kyivDay } from '@safe-community/domain-kit';
import { CATEGORIES } from '../wording/incidents.ts';
import { nameOfTerritory } from '../places/name-territory.ts';
import { territoriesOf, textOf, differenceOf } from './cells.ts';
import { say } from '../terminal/language.ts';

/** What happened to incidents, by a key with the territory, day, measure, and category. */
export type EventCounts = Map<string, number>;

/** How much an event adds to a counter. */
export interface EventGrowth {
  readonly category: IncidentCategory;
  readonly key: string;
  readonly by: number;
}

interface Place {
  readonly category: IncidentCategory;
  readonly hromadaCode: string;
  readonly oblastCode: string;
}

/** The measure, by how much it grows, and when: a time, a day, or undefined for the day of the record. */
type Growth = readonly [measure: string, by: number, on: Date | string | undefined];

function keyOf(territoryCode: string, day: string, measure: string, category: IncidentCategory): string {
  return `${territoryCode} ${day} ${measure} ${category}`;
}

/** The counters as statistics has them. */
export function addEventCounters(counts: EventCounts, counters: readonly EventCounter[]): void {
  for (const { territoryCode, day, measure, value, category } of counters) {
    counts.set(keyOf(territoryCode, textOf(day), measure, category), Number(value));
  }
}

export function addGrowths(counts: EventCounts, growths: readonly EventGrowth[]): void {
  for (const { key, by } of growths) counts.set(key, (counts.get(key) ?? 0) + by);
}

const STEPS: ReadonlyMap<IncidentState, string> = new Map([
  [IncidentState.RESOLVED, 'resolved'],
  [IncidentState.REOPENED, 'reopened'],
]);

const OUTCOMES: ReadonlyMap<OutcomeKind, string> = new Map([
  [OutcomeKind.ADMINISTRATIVE_PROTOCOL, 'administrative_protocols'],
  [OutcomeKind.PRETRIAL_REGISTER, 'pretrial_registrations'],
  [OutcomeKind.POLICE_REGISTER, 'police_registrations'],
  [OutcomeKind.SOCIALLY_USEFUL_WORKS, 'socially_useful_works'],
  [OutcomeKind.COMMUNITY_WORKS, 'community_works'],
  [OutcomeKind.FINE, 'fines'],
  [OutcomeKind.ARREST, 'arrests'],
  [OutcomeKind.CORRECTIONAL_WORKS, 'correctional_works'],
]);

/** One that was a test is no figure at all. */
function withdrawals(cause: WithdrawalCause, by: 1 | -1, on: Date | undefined): Growth[] {
  if (cause === WithdrawalCause.TEST) return [];
  return [[cause === WithdrawalCause.DUPLICATE ? 'duplicates' : 'false_calls', by, on]];
}

/** What each of these events adds, read from its message apart from statistics: a mistake there shows here. */
const GROWTHS: ReadonlyMap<string, (event: LedgerEvent) => EventGrowth[]> = new Map([
  growing(incidentWithdrawn, ({ cause, receivedTime }) => withdrawals(cause, 1, receivedTime)),
  growing(incidentRestored, ({ cause, receivedTime }) => withdrawals(cause, -1, receivedTime)),
  growing(incidentStateChanged, ({ formerState, state, changedTime }) => {
    const step = formerState === state ? undefined : STEPS.get(state);
    return step === undefined ? [] : [[step, 1, changedTime]];
  }),
  growing(incidentEscalated, ({ escalatedTime }) => [['missed_deadlines', 1, escalatedTime]]),
  growing(outcomeRecorded, ({ kind, recordedTime }) => {
    const outcome = OUTCOMES.get(kind);
    return outcome === undefined ? [] : [[outcome, 1, recordedTime]];
  }),
  growing(outcomeRevoked, ({ revokedTime }) => [['outcomes_revoked', 1, revokedTime]]),
  growing(worksReferred, ({ referredDate, late, hours }) => [
    ['works_referred', 1, referredDate],
    ['works_referred_late', late ? 1 : 0, referredDate],
    ['work_hours_imposed', hours, referredDate],
  ]),
  growing(workHoursRecorded, ({ day, hours, formerHours, missedHours, formerMissedHours }) => [
    ['work_hours', hours - formerHours, day],
    ['work_hours_missed', missedHours - formerMissedHours, day],
  ]),
  growing(worksCompleted, ({ completedDate }) => [['works_completed', 1, completedDate]]),
  growing(worksReturned, ({ returnedDate }) => [['works_returned', 1, returnedDate]]),
  growing(protectionOrderRecorded, ({ byCourt, recordedTime }) => [
    [byCourt ? 'restraining_orders' : 'prohibition_orders', 1, recordedTime],
  ]),
  growing(restrainingOrderRecorded, ({ recordedTime }) => [['restraining_orders', 1, recordedTime]]),
  growing(protectionOrderBreached, ({ breachedTime }) => [['order_breaches', 1, breachedTime]]),
  growing(victimReferred, ({ referredTime }) => [['victim_referrals', 1, referredTime]]),
  growing(referralAccepted, ({ acceptedTime }) => [['referrals_accepted', 1, acceptedTime]]),
  growing(followUpVisitOverdue, ({ dueTime }) => [['visits_overdue', 1, dueTime]]),
  growing(followUpVisitRecorded, ({ doneTime }) => [['visits_done', 1, doneTime]]),
]);

/** The events of incidents that have such counters. */
export const GROWING_TYPES: readonly string[] = [...GROWTHS.keys()];

export function growthsIn(event: LedgerEvent): EventGrowth[] {
  return GROWTHS.get(event.eventType)?.(event) ?? [];
}

function growing<Message extends Place>(kind: EventKind<Message>, growthsOf: (message: Message) => readonly Growth[]) {
  const growths = ({ body, recordedTime }: LedgerEvent): EventGrowth[] => {
    const message = kind.decode(body);
    const { category } = message;
    return growthsOf(message).flatMap(([measure, by, on = recordedTime]) => {
      if (on === undefined || by === 0) return [];
      const day = typeof on === 'string' ? on : kyivDay(on);
      return territoriesOf(message).map((code) => ({ category, key: keyOf(code, day, measure, category), by }));
    });
  };
  return [kind.type, growths] as const;
}

/** "2026-11-03, Ukraine, Fire: statistics counts 3 of false_calls, the events add up to 4". */
export function describeEventCount(key: string, expected: EventCounts, counted: EventCounts): string {
  const [code = '', day = '', measure = '', category = ''] = key.split(' ');
  const what = CATEGORIES.nameOf(Number(category));
  const [sum, count] = [expected.get(key) ?? 0, counted.get(key) ?? 0];
  const difference = differenceOf(say({ uk: `значень ${measure}`, en: `of ${measure}` }), count, sum);
  return `${day}, ${nameOfTerritory(code)}, ${what}: ${difference}`;
}
