import {
  TargetArea,
  TargetClock,
  TargetGoal,
  TargetStatus,
  type AppliedTarget,
} from '@safe-community/contracts/incidents/v1/response_target.ts';
import type { TargetResult } from '@safe-community/contracts/statistics/v1/on_time.ts';
import { enumNames } from '@safe-community/domain-kit';
import { LEAST_CASES } from '../figures/module.ts';
import { responderNumber, toResponder, type Responder } from '../incidents/module.ts';
import {
  GOALS,
  judge,
  TARGET_AREAS,
  TARGET_CLOCKS,
  TARGET_STATUSES,
  type Target,
  type TargetCount,
} from './on-time.ts';

const goals = enumNames(TargetGoal, GOALS);
export const toGoal = goals.nameOf;
const areas = enumNames(TargetArea, TARGET_AREAS);
const clocks = enumNames(TargetClock, TARGET_CLOCKS);
const statuses = enumNames(TargetStatus, TARGET_STATUSES);

/** Undefined for one of a later version, with words that this service does not know. */
export function toTarget(applied: AppliedTarget): Target | undefined {
  const [service, goal] = [toResponder(applied.service), toGoal(applied.goal)];
  const [area, clock, status] = [
    areas.nameOf(applied.area),
    clocks.nameOf(applied.clock),
    statuses.nameOf(applied.status),
  ];
  if (service === undefined || goal === undefined || area === undefined || clock === undefined || status === undefined)
    return undefined;
  const { targetClass, ownPromise, validFrom, minutes, allowedExceedancePercent, confirmed } = applied;
  return {
    goal,
    service,
    targetClass,
    area,
    ownPromise,
    validFrom,
    minutes,
    allowedExceedancePercent,
    clock,
    status,
    confirmed,
  };
}

export function toTargetMessage(target: Target): AppliedTarget {
  return {
    ...target,
    service: responderNumber(target.service as Responder),
    goal: goals.numberOf(target.goal),
    area: areas.numberOf(target.area),
    clock: clocks.numberOf(target.clock),
    status: statuses.numberOf(target.status),
  };
}

export function toResult(count: TargetCount): TargetResult {
  const { target, arrivals, onTime, unreached, medianMs, p90Ms } = count;
  const { share, kept } = judge(count);
  return {
    target: toTargetMessage(target),
    arrivals: BigInt(arrivals),
    onTime: BigInt(onTime),
    share,
    kept,
    unreached: unreached === undefined ? undefined : BigInt(unreached),
    medianSeconds: arrivals < LEAST_CASES[50] ? undefined : medianMs / 1_000,
    p90Seconds: arrivals < LEAST_CASES[90] ? undefined : p90Ms / 1_000,
  };
}
