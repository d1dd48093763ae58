import type { ComplianceCounted } from '@safe-community/contracts/cameras/events/v1/compliance_events.ts';
import type { CoverageChanged } from '@safe-community/contracts/cameras/events/v1/camera_events.ts';
import type {
  FootageAppealDecided,
  FootageRequestDecided,
  FootageRequestOverdue,
  FootageRequestReceived,
} from '@safe-community/contracts/cameras/events/v1/footage_request_events.ts';
import {
  complianceCounted,
  coverageChanged,
  footageAppealDecided,
  footageDecisionAppealed,
  footageRequestDecided,
  footageRequestOverdue,
  footageRequestReceived,
} from '@safe-community/events';
import { isDay } from '@safe-community/domain-kit';
import type { Subscription } from '@safe-community/service-kit';
import { kyivDay, type Day } from '../calendar/module.ts';
import { comparing, onSum, requireCode, requireTime, UncountableEvent, type Known } from '../counting/module.ts';
import { toAppealOutcome, toRequestKind, toRequestOutcome } from './camera-figures.mapping.ts';
import { COMPARED_COMPLIANCE, saveCompliance, type ComplianceDay } from './compliance-days.store.ts';
import { COMPARED_COVERAGE, saveCoverage, type CoverageChange } from './coverage-days.store.ts';
import {
  saveAppealDecided,
  saveAppealed,
  saveDecided,
  saveOverdue,
  saveReceived,
  type DecidedAppeal,
  type DecidedRequest,
  type KnownRequest,
  type ReceivedRequest,
} from './footage-outcomes.store.ts';
import { saveComplianceVintages, saveCoverageVintages, type Vintage } from './vintages.store.ts';

/** Each kind writes rows or columns of its own, so that all of them commute. */
export const CAMERA_FIGURE_EVENTS: Subscription = {
  producer: 'cameras',
  handlers: [
    onSum(coverageChanged, (events) => {
      const changes = events.map(({ message, knownOn }) => vintageOf(toCoverageChange(message), knownOn));
      return [saveCoverage(changes), saveCoverageVintages(changes)];
    }),
    onSum(complianceCounted, (events) => {
      const counts = events.map(({ message, knownOn }) => vintageOf(toComplianceDay(message), knownOn));
      return [saveCompliance(counts), saveComplianceVintages(counts)];
    }),
    onSum(footageRequestReceived, (events) => [saveReceived(events.map(toReceived))]),
    onSum(footageRequestDecided, (events) => saveDecided(events.map(toDecided))),
    onSum(footageRequestOverdue, (events) => saveOverdue(events.flatMap(toOverdue))),
    onSum(footageDecisionAppealed, (events) =>
      saveAppealed(events.map(({ message: { footageRequestId }, knownOn }) => ({ footageRequestId, knownOn }))),
    ),
    onSum(footageAppealDecided, (events) => saveAppealDecided(events.map(toAppealDecided))),
  ],
  compare: comparing([COMPARED_COVERAGE, COMPARED_COMPLIANCE]),
};

/** Nothing is known before its day: around midnight, the clocks of two machines may differ. */
function vintageOf<Figures extends { readonly day: Day }>(figures: Figures, knownOn: Day): Vintage<Figures> {
  return { ...figures, knownOn: knownOn < figures.day ? figures.day : knownOn };
}

function toCoverageChange(message: CoverageChanged): CoverageChange {
  const { patrolUnitCode, oblastCode, strength, equipped, inStock, inRepair } = message;
  const changedAt = requireTime(message.changedTime, 'changed_time');
  const unitCode = requireCode(patrolUnitCode, 'patrol_unit_code');
  return {
    unitCode,
    day: kyivDay(changedAt),
    oblastCode: requireCode(oblastCode, 'oblast_code'),
    strength,
    equipped,
    inStock,
    inRepair,
    changedAt,
  };
}

function toComplianceDay({
  patrolUnitCode,
  oblastCode,
  day,
  countedTime,
  ...counts
}: ComplianceCounted): ComplianceDay {
  if (!isDay(day)) throw new UncountableEvent('day is not a day');
  return {
    ...counts,
    unitCode: requireCode(patrolUnitCode, 'patrol_unit_code'),
    day,
    oblastCode: requireCode(oblastCode, 'oblast_code'),
    countedAt: requireTime(countedTime, 'counted_time'),
  };
}

function toReceived({ message, knownOn }: Known<FootageRequestReceived>): ReceivedRequest {
  const { footageRequestId, kind, oblastCode, receivedTime } = message;
  return {
    footageRequestId,
    kind: known(toRequestKind(kind), 'kind'),
    oblastCode: requireCode(oblastCode, 'oblast_code'),
    receivedOn: kyivDay(requireTime(receivedTime, 'received_time')),
    knownOn,
  };
}

function toDecided({ message, knownOn }: Known<FootageRequestDecided>): DecidedRequest {
  const { footageRequestId, outcome, dueTime, decidedTime } = message;
  const isLate = requireTime(decidedTime, 'decided_time') > requireTime(dueTime, 'due_time');
  return { footageRequestId, outcome: known(toRequestOutcome(outcome), 'outcome'), isLate, knownOn };
}

/** The deadline of an appeal is not counted. */
function toOverdue({ message, knownOn }: Known<FootageRequestOverdue>): KnownRequest[] {
  return message.appeal ? [] : [{ footageRequestId: message.footageRequestId, knownOn }];
}

function toAppealDecided({ message, knownOn }: Known<FootageAppealDecided>): DecidedAppeal {
  const { footageRequestId, outcome } = message;
  return { footageRequestId, outcome: known(toAppealOutcome(outcome), 'outcome'), knownOn };
}

function known<Word>(word: Word | undefined, field: string): Word {
  if (word === undefined) throw new UncountableEvent(`${field} is unknown`);
  return word;
}
