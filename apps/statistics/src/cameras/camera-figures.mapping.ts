import {
  AppealOutcome as Appeals,
  FootageOutcome as Outcomes,
  FootageRequestKind as Kinds,
} from '@safe-community/contracts/cameras/v1/footage_request.ts';
import type {
  CameraComplianceCell,
  CameraCoverageCell,
  FootageOutcomeCell,
} from '@safe-community/contracts/statistics/v1/camera_figures.ts';
import { enumNames } from '@safe-community/domain-kit';
import { partsOf } from '../calendar/module.ts';
import type { ComplianceCell } from './compliance-days.store.ts';
import type { CoverageCell } from './coverage-days.store.ts';
import { APPEAL_OUTCOMES, REQUEST_KINDS, REQUEST_OUTCOMES, type OutcomeCell } from './footage-outcome.ts';

const { nameOf: toRequestKind, numberOf: kindNumber } = enumNames(Kinds, REQUEST_KINDS);
const { nameOf: toRequestOutcome } = enumNames(Outcomes, REQUEST_OUTCOMES);
const { nameOf: toAppealOutcome } = enumNames(Appeals, APPEAL_OUTCOMES);
export { toAppealOutcome, toRequestKind, toRequestOutcome };

export function toCoverageMessage({ day, oblastCode, units, ...counts }: CoverageCell): CameraCoverageCell {
  return {
    day: partsOf(day),
    oblastCode,
    units,
    strength: BigInt(counts.strength),
    equipped: BigInt(counts.equipped),
    inStock: BigInt(counts.inStock),
    inRepair: BigInt(counts.inRepair),
  };
}

export function toComplianceMessage({ day, unitCode, oblastCode, ...counts }: ComplianceCell): CameraComplianceCell {
  return {
    day: day === '' ? undefined : partsOf(day),
    patrolUnitCode: unitCode,
    oblastCode,
    attended: BigInt(counts.attended),
    counted: BigInt(counts.counted),
    activated: BigInt(counts.activated),
    recordings: BigInt(counts.recordings),
    categorised: BigInt(counts.categorised),
    linked: BigInt(counts.linked),
    complaintsWithFootage: BigInt(counts.complaintsWithFootage),
    complaintsWithoutFootage: BigInt(counts.complaintsWithoutFootage),
  };
}

export function toOutcomeMessage({ kind, ...counts }: OutcomeCell): FootageOutcomeCell {
  return {
    kind: kindNumber(kind),
    received: BigInt(counts.received),
    decidedInTime: BigInt(counts.decidedInTime),
    decidedLate: BigInt(counts.decidedLate),
    pending: BigInt(counts.pending),
    overdue: BigInt(counts.overdue),
    granted: BigInt(counts.granted),
    partlyGranted: BigInt(counts.partlyGranted),
    refused: BigInt(counts.refused),
    noFootage: BigInt(counts.noFootage),
    forwarded: BigInt(counts.forwarded),
    appealed: BigInt(counts.appealed),
    appealsUpheld: BigInt(counts.appealsUpheld),
  };
}
