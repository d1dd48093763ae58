import {
  checkDay,
  checkOptionalDay,
  checkSource,
  invalid,
  unless,
  type Day,
  type Refusal,
  type Violation,
} from '@safe-community/domain-kit';
import type { ResponderKind } from '../catalogue/module.ts';

export const TARGET_GOALS = ['arrival', 'repair'] as const;
export type TargetGoal = (typeof TARGET_GOALS)[number];

export const TARGET_AREAS = ['any', 'urban', 'rural'] as const;
export type TargetArea = (typeof TARGET_AREAS)[number];

export const TARGET_CLOCKS = ['received', 'dispatched', 'discovered'] as const;
export type TargetClock = (typeof TARGET_CLOCKS)[number];

export const TARGET_STATUSES = ['binding', 'recommended', 'announced', 'not_stated'] as const;
export type TargetStatus = (typeof TARGET_STATUSES)[number];

/** What a target says about each incident to which it applies. */
interface TargetTerms {
  readonly service: ResponderKind;
  readonly goal: TargetGoal;
  /** Empty for every report. */
  readonly targetClass: string;
  readonly area: TargetArea;
  readonly validFrom: Day;
  readonly minutes: number;
  /** Undefined if the source states none. */
  readonly allowedExceedancePercent: number | undefined;
  readonly clock: TargetClock;
  readonly status: TargetStatus;
  readonly confirmed: boolean;
}

/** How soon a service arrives or repairs, by the day of the receipt. */
export interface ResponseTarget extends TargetTerms {
  /** The hromada that promises it; empty for the whole country. */
  readonly hromadaCode: string;
  /** Last day; empty if it ends when the next one begins. */
  readonly validTo: Day;
  readonly source: string;
}

/** A target as it applies to one incident. */
export interface AppliedTarget extends TargetTerms {
  readonly ownPromise: boolean;
}

const MAX_MINUTES = 366 * 24 * 60;

export function checkTarget(target: ResponseTarget): Violation[] {
  const { service, targetClass, area, hromadaCode, validFrom, validTo, minutes, allowedExceedancePercent } = target;
  const isOwn = hromadaCode !== '';
  return [
    ...unless(/^[a-z0-9_]{0,40}$/.test(targetClass), 'target_class', 'must be up to 40 of a–z, 0–9 and "_"'),
    ...unless(!isOwn || /^UA\d{17}$/.test(hromadaCode), 'hromada_code', 'must be empty or a KATOTTG code'),
    ...unless(
      !isOwn || service === 'municipality',
      'hromada_code',
      'must be empty: a hromada promises only for its own service',
    ),
    ...unless(!isOwn || area === 'any', 'area', 'must be any in the promise of a hromada'),
    ...checkDay(validFrom, 'valid_from'),
    ...checkOptionalDay(validTo, 'valid_to'),
    ...unless(validTo === '' || validTo >= validFrom, 'valid_to', 'must not be before valid_from'),
    ...unless(minutes >= 1 && minutes <= MAX_MINUTES, 'minutes', `must be from 1 to ${MAX_MINUTES}`),
    ...unless(
      allowedExceedancePercent === undefined || allowedExceedancePercent <= 100,
      'allowed_exceedance_percent',
      'must be at most 100',
    ),
    ...checkSource(target.source, 'source'),
  ];
}

/** What targets that follow each other have in common. */
export function seriesOf({ service, goal, targetClass, area, hromadaCode }: ResponseTarget): string {
  return [service, goal, targetClass, area, hromadaCode].join('/');
}

/** Refuses a target that would hold at the same time as one of the others in its series, except for its own day. */
export function refuseOverlap(target: ResponseTarget, others: readonly ResponseTarget[]): Refusal | undefined {
  const series = seriesOf(target);
  const overlapping = others.find(
    (other) => other.validFrom !== target.validFrom && seriesOf(other) === series && overlaps(target, other),
  );
  if (overlapping === undefined) return undefined;
  const [field, rule] =
    overlapping.validFrom < target.validFrom
      ? ['target.valid_from', `must be after ${overlapping.validTo}, the last day of the target before`]
      : ['target.valid_to', `must be before ${overlapping.validFrom}, the first day of the target after`];
  return invalid([{ field, rule }]);
}

/** A target without a last day makes room for the next one. */
function overlaps(target: ResponseTarget, other: ResponseTarget): boolean {
  const [former, later] = target.validFrom < other.validFrom ? [target, other] : [other, target];
  return former.validTo !== '' && former.validTo >= later.validFrom;
}

/** The problems of a whole list of targets, each with the target that has it. */
export function problemsOf(targets: readonly ResponseTarget[]): string[] {
  return targets.flatMap((target) => {
    const violations = [...checkTarget(target), ...(refuseOverlap(target, targets)?.violations ?? [])];
    return violations.map(({ field, rule }) => `${seriesOf(target)} from ${target.validFrom}: ${field} ${rule}`);
  });
}

/** What decides which targets apply to a report. */
export interface TargetedReport {
  readonly hromadaCode: string;
  /** Undefined if it is not known whether the place is urban. */
  readonly area: 'urban' | 'rural' | undefined;
  readonly alerted: readonly ResponderKind[];
  /** The class that the report names for a service; absent if it names none. */
  readonly classes: Partial<Record<ResponderKind, string | undefined>>;
}

/**
 * The targets that apply to a report: at most one for each alerted service and goal.
 *
 * @param held those that hold on the day of the receipt.
 */
export function targetsFor(held: readonly ResponseTarget[], report: TargetedReport): AppliedTarget[] {
  const applying: AppliedTarget[] = [];
  for (const service of report.alerted) {
    for (const goal of TARGET_GOALS) {
      let best: ResponseTarget | undefined;
      for (const target of held) {
        const isMeant = target.service === service && target.goal === goal && appliesTo(target, report);
        if (isMeant && (best === undefined || comesBefore(target, best))) best = target;
      }
      if (best !== undefined) applying.push(applied(best));
    }
  }
  return applying;
}

/** The targets that hold on a day. */
export function targetsOn<Target extends ResponseTarget>(targets: readonly Target[], day: Day): Target[] {
  const begun = Map.groupBy(
    targets.filter(({ validFrom }) => validFrom <= day),
    seriesOf,
  );
  return [...begun.values()].flatMap((series) => {
    const last = series.reduce((latest, target) => (target.validFrom >= latest.validFrom ? target : latest));
    return last.validTo === '' || last.validTo >= day ? [last] : [];
  });
}

function appliesTo(target: ResponseTarget, { hromadaCode, area, classes }: TargetedReport): boolean {
  return (
    (target.hromadaCode === '' || target.hromadaCode === hromadaCode) &&
    (target.area === 'any' || target.area === area) &&
    (target.targetClass === '' || target.targetClass === classes[target.service])
  );
}

/** The more precise target counts; of equally precise ones, such as the promise of a hromada and a norm, the shorter. */
function comesBefore(target: ResponseTarget, other: ResponseTarget): boolean {
  return rank(target) < rank(other) || (rank(target) === rank(other) && target.minutes < other.minutes);
}

function rank({ targetClass, area }: ResponseTarget): number {
  return (targetClass === '' ? 2 : 0) + (area === 'any' ? 1 : 0);
}

function applied(target: ResponseTarget): AppliedTarget {
  return {
    service: target.service,
    goal: target.goal,
    targetClass: target.targetClass,
    area: target.area,
    validFrom: target.validFrom,
    minutes: target.minutes,
    allowedExceedancePercent: target.allowedExceedancePercent,
    clock: target.clock,
    status: target.status,
    confirmed: target.confirmed,
    ownPromise: target.hromadaCode !== '',
  };
}
