import {
  TargetArea as Areas,
  TargetClock as Clocks,
  TargetGoal as Goals,
  TargetStatus as Statuses,
  type AppliedTarget as AppliedMessage,
  type ResponseTarget as TargetMessage,
} from '@safe-community/contracts/incidents/v1/response_target.ts';
import { enumNames, unless, type Parsed } from '@safe-community/domain-kit';
import {
  MEDICAL_CLASSES,
  POLICE_CLASSES,
  responderKindNumber,
  toResponderKind,
  type ResponderKind,
} from '../catalogue/module.ts';
import {
  checkTarget,
  TARGET_AREAS,
  TARGET_CLOCKS,
  TARGET_GOALS,
  TARGET_STATUSES,
  type AppliedTarget,
  type ResponseTarget,
} from './response-target.ts';

const { nameOf: toGoal, numberOf: goalNumber } = enumNames(Goals, TARGET_GOALS);
const { nameOf: toArea, numberOf: areaNumber } = enumNames(Areas, TARGET_AREAS);
const { nameOf: toClock, numberOf: clockNumber } = enumNames(Clocks, TARGET_CLOCKS);
const { nameOf: toStatus, numberOf: statusNumber } = enumNames(Statuses, TARGET_STATUSES);

export function readTarget(message: TargetMessage): Parsed<ResponseTarget> {
  const service = toResponderKind(message.service);
  const [goal, area] = [toGoal(message.goal), toArea(message.area)];
  const [clock, status] = [toClock(message.clock), toStatus(message.status)];
  if (
    service === undefined ||
    goal === undefined ||
    area === undefined ||
    clock === undefined ||
    status === undefined
  ) {
    return {
      violations: [
        ...unless(service !== undefined, 'service', 'must be one of the known services'),
        ...unless(goal !== undefined, 'goal', 'must be one of the known goals'),
        ...unless(area !== undefined, 'area', 'must be one of the known areas'),
        ...unless(clock !== undefined, 'clock', 'must be one of the known starts'),
        ...unless(status !== undefined, 'status', 'must be one of the known statuses'),
      ],
    };
  }
  const { targetClass, hromadaCode, validFrom, validTo, minutes, allowedExceedancePercent, source, confirmed } =
    message;
  const value: ResponseTarget = {
    service,
    goal,
    targetClass,
    area,
    hromadaCode,
    validFrom,
    validTo,
    minutes,
    allowedExceedancePercent,
    clock,
    status,
    source,
    confirmed,
  };
  const violations = checkTarget(value);
  return violations.length > 0 ? { violations } : { value };
}

/** The classes of reports for a service, but for the municipality: there, the catalogue has them as kinds of objects. */
const CLASSES: Partial<Record<ResponderKind, readonly string[]>> = {
  police: POLICE_CLASSES,
  ambulance: MEDICAL_CLASSES,
};

/** Why a target is not applied automatically; empty for one that is. */
export function notAppliedReason({ service, targetClass }: Pick<ResponseTarget, 'service' | 'targetClass'>): string {
  if (targetClass === '' || service === 'municipality') return '';
  const classes = CLASSES[service] ?? [];
  if (classes.includes(targetClass)) return '';
  if (classes.length === 0) return `no report names a class of ${service}`;
  return `no report names "${targetClass}" as a class of ${service}; there are ${classes.join(', ')}`;
}

export function toTargetMessage({ validTo, hromadaCode, source, ...terms }: ResponseTarget): TargetMessage {
  return { ...toTerms(terms), hromadaCode, validTo, source };
}

export function toAppliedMessage({ ownPromise, ...terms }: AppliedTarget): AppliedMessage {
  return { ...toTerms(terms), ownPromise };
}

function toTerms(terms: Omit<AppliedTarget, 'ownPromise'>) {
  const { service, goal, targetClass, area, validFrom, minutes, allowedExceedancePercent, clock, status, confirmed } =
    terms;
  return {
    service: responderKindNumber(service),
    goal: goalNumber(goal),
    targetClass,
    area: areaNumber(area),
    validFrom,
    minutes,
    allowedExceedancePercent,
    clock: clockNumber(clock),
    status: statusNumber(status),
    confirmed,
  };
}
