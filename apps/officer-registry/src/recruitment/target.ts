import { checkDay, checkSource, unless, type Day, type Violation } from '@safe-community/domain-kit';

/** How many community officers are to be in service by a day. */
export interface RecruitmentTarget {
  readonly dueOn: Day;
  readonly officers: number;
  readonly source: string;
}

export interface StoredTarget extends RecruitmentTarget {
  /** UUID version 7. */
  readonly targetId: string;
  readonly setAt: Date;
  /** Whether a later target of the same day has replaced it. */
  readonly replaced: boolean;
}

const MAX_OFFICERS = 1_000_000;

export function checkTarget({ dueOn, officers, source }: RecruitmentTarget): Violation[] {
  return [
    ...checkDay(dueOn, 'due_on'),
    ...unless(officers >= 1 && officers <= MAX_OFFICERS, 'officers', `must be 1 to ${MAX_OFFICERS}`),
    ...checkSource(source, 'source'),
  ];
}
