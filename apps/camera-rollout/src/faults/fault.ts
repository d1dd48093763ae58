import { invalid, isPast, preconditionFailed, type Decision } from '@safe-community/domain-kit';
import type { Camera } from '../cameras/module.ts';
import { exactPoisson } from './poisson.ts';

export const FAULT_KINDS = [
  'battery',
  'lens',
  'microphone',
  'storage',
  'mount',
  'connection',
  'firmware',
  'damage',
  'other',
] as const;
type FaultKind = (typeof FAULT_KINDS)[number];

export interface Fault {
  /** UUID version 7. */
  readonly faultId: string;
  readonly cameraId: string;
  readonly kind: FaultKind;
  /** Empty if it was not given. */
  readonly description: string;
  readonly model: string;
  /** The firmware when it was noticed; empty if it is not known. */
  readonly firmwareVersion: string;
  /** Whether an officer had the camera when it was noticed. */
  readonly wasIssued: boolean;
  readonly unitCode: string;
  readonly oblastCode: string;
  readonly noticedAt: Date;
  readonly reportedAt: Date;
}

export interface Report {
  readonly faultId: string;
  readonly kind: FaultKind;
  readonly description: string;
  /** Undefined for now. */
  readonly noticedAt: Date | undefined;
}

/** The camera as it was when the fault was noticed. */
export interface Then {
  readonly firmwareVersion: string;
  readonly isIssued: boolean;
}

/** @param then undefined if the camera was not registered yet. */
export function reportFault(camera: Camera, then: Then | undefined, report: Report, now: Date): Decision<Fault> {
  const { noticedAt = now } = report;
  const field = 'noticed_time';
  if (!isPast(noticedAt, now)) return invalid([{ field, rule: 'must not be in the future' }]);
  if (then === undefined) return invalid([{ field, rule: 'must not be before the registration of the camera' }]);
  if (camera.state === 'retired') return preconditionFailed('CAMERA_RETIRED', 'the camera is retired');
  const { cameraId, model, unitCode, oblastCode } = camera;
  return {
    ...report,
    cameraId,
    model,
    firmwareVersion: then.firmwareVersion,
    wasIssued: then.isIssued,
    unitCode,
    oblastCode,
    noticedAt,
    reportedAt: now,
  };
}

/** What a period has seen of the cameras of a model with a firmware version. */
export interface Observed {
  readonly model: string;
  readonly firmwareVersion: string;
  readonly issuedDays: number;
  /** Noticed while the camera was issued. */
  readonly faults: number;
  readonly otherFaults: number;
}

export interface FailureRate extends Observed {
  readonly perThousandDays: number;
  readonly low: number;
  readonly high: number;
}

const PER_DAYS = 1_000;

/** Faults for each 1,000 days that a camera was issued, with the exact interval of a Poisson rate; 0 without a day. */
export function failureRate(observed: Observed): FailureRate {
  const { faults, issuedDays } = observed;
  if (issuedDays <= 0) return { ...observed, perThousandDays: 0, low: 0, high: 0 };
  const { low, high } = exactPoisson(faults);
  const perDay = PER_DAYS / issuedDays;
  return { ...observed, perThousandDays: faults * perDay, low: low * perDay, high: high * perDay };
}
