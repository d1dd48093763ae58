import type { ComplianceCounted } from '@safe-community/contracts/cameras/events/v1/compliance_events.ts';
import type { CoverageChanged } from '@safe-community/contracts/cameras/events/v1/camera_events.ts';
import type {
  FootageAppealDecided,
  FootageRequestDecided,
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
import { kyivDay } from '../calendar/module.ts';
import { onState, requireCode, requireTime, UncountableEvent } from '../counting/module.ts';
import { toAppealOutcome, toRequestKind, toRequestOutcome } from './camera-figures.mapping.ts';
import { forgetCompliance, saveCompliance, type ComplianceDay } from './compliance-days.store.ts';
import { forgetCoverage, saveCoverage, type CoverageChange } from './coverage-days.store.ts';
import {
  forgetOutcomes,
  saveAppealDecided,
  saveAppealed,
  saveDecided,
  saveOverdue,
  saveReceived,
  type DecidedAppeal,
  type DecidedRequest,
  type ReceivedRequest,
} from './footage-outcomes.store.ts';

/** Each kind writes rows or columns of its own, so that all of them commute. */
export const CAMERA_FIGURE_EVENTS: Subscription = {
  producer: 'cameras',
  handlers: [
    onState(coverageChanged, (messages) => [saveCoverage(messages.map(toCoverageChange))], { commutes: true }),
    onState(complianceCounted, (messages) => [saveCompliance(messages.map(toComplianceDay))], { commutes: true }),
    onState(footageRequestReceived, (messages) => [saveReceived(messages.map(toReceived))], { commutes: true }),
    onState(footageRequestDecided, (messages) => [saveDecided(messages.map(toDecided))], { commutes: true }),
    // The deadline of an appeal is not counted.
    onState(
      footageRequestOverdue,
      (messages) => [saveOverdue(messages.filter(({ appeal }) => !appeal).map(({ footageRequestId: id }) => id))],
      { commutes: true },
    ),
    onState(footageDecisionAppealed, (messages) => [saveAppealed(messages.map(({ footageRequestId: id }) => id))], {
      commutes: true,
    }),
    onState(footageAppealDecided, (messages) => [saveAppealDecided(messages.map(toAppealDecided))], {
      commutes: true,
    }),
  ],
  async forget(tx) {
    await forgetCoverage(tx);
    await forgetCompliance(tx);
    await forgetOutcomes(tx);
  },
};

function toCoverageChange(message: CoverageChanged): CoverageChange {
  const { patrolUnitCode, oblastCode, strength, equipped, inStock, inRepair, demonstration } = message;
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
    demonstration,
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

function toReceived(message: FootageRequestReceived): ReceivedRequest {
  const { footageRequestId, kind, oblastCode, receivedTime, demonstration } = message;
  return {
    footageRequestId,
    kind: known(toRequestKind(kind), 'kind'),
    oblastCode: requireCode(oblastCode, 'oblast_code'),
    receivedOn: kyivDay(requireTime(receivedTime, 'received_time')),
    demonstration,
  };
}

function toDecided({ footageRequestId, outcome, dueTime, decidedTime }: FootageRequestDecided): DecidedRequest {
  const isLate = requireTime(decidedTime, 'decided_time') > requireTime(dueTime, 'due_time');
  return { footageRequestId, outcome: known(toRequestOutcome(outcome), 'outcome'), isLate };
}

function toAppealDecided({ footageRequestId, outcome }: FootageAppealDecided): DecidedAppeal {
  return { footageRequestId, outcome: known(toAppealOutcome(outcome), 'outcome') };
}

function known<Word>(word: Word | undefined, field: string): Word {
  if (word === undefined) throw new UncountableEvent(`${field} is unknown`);
  return word;
}
