import {
  AccessibilityGrade,
  Condition,
  PremisesFunding,
} from '@safe-community/contracts/officers/v1/station_service.ts';

const GRADES: Readonly<Record<number, string>> = {
  [AccessibilityGrade.BARRIER_FREE]: "barrier-free · безбар'єрний",
  [AccessibilityGrade.PARTLY]: "partly · частково безбар'єрний",
  [AccessibilityGrade.BARRIERS]: "barriers · бар'єрний",
};

const CONDITIONS: Readonly<Record<number, string>> = {
  [Condition.GOOD]: 'good',
  [Condition.WORN]: 'worn',
  [Condition.UNUSABLE]: 'unusable',
};

const FUNDINGS: Readonly<Record<number, string>> = {
  [PremisesFunding.HROMADA]: 'hromada',
  [PremisesFunding.POLICE]: 'police',
  [PremisesFunding.OTHER]: 'other',
};

/** A dash if nobody has assessed the premises. */
export function nameOfGrade(grade: AccessibilityGrade | undefined): string {
  return grade === undefined ? '—' : (GRADES[grade] ?? `${grade}`);
}

export function nameOfCondition(condition: Condition): string {
  return CONDITIONS[condition] ?? `${condition}`;
}

export function nameOfFunding(funding: PremisesFunding): string {
  return FUNDINGS[funding] ?? `${funding}`;
}
