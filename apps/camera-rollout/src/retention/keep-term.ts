import { checkDay, checkSource, unless, type Day, type Violation } from '@safe-community/domain-kit';
import type { RequestKind } from '../deadlines/module.ts';

export const KEEP_REASONS = ['handover', 'appeal'] as const;
/** Why footage stays frozen after its request is decided: it was not handed over, or the requester can still appeal. */
export type KeepReason = (typeof KEEP_REASONS)[number];

/** How long that lasts, for requests of a kind that are decided from a day on, until a later term. */
export interface KeepTerm {
  readonly kind: RequestKind;
  readonly reason: KeepReason;
  readonly validFrom: Day;
  /** Full days after that of the decision. */
  readonly days: number;
  /** The act or the practice that sets it. */
  readonly source: string;
  /** Whether a person has compared it with the source. */
  readonly confirmed: boolean;
}

const MAX_DAYS = 3_660;

export function checkKeepTerm({ validFrom, days, source }: KeepTerm): Violation[] {
  return [
    ...checkDay(validFrom, 'valid_from'),
    ...unless(days >= 1 && days <= MAX_DAYS, 'days', `must be 1 to ${MAX_DAYS}`),
    ...checkSource(source, 'source'),
  ];
}

const PRACTICE = 'Практика: пів року з дня рішення; закон не встановлює, доки зберігати запис, який не забрали';

/**
 * The terms that the migration writes. No law says how long granted footage waits for the requester, so nobody loses it
 * by these days until a person confirms them. Laws other than that on appeals set no term for an appeal to the head.
 */
export const FIRST_KEEP_TERMS: readonly KeepTerm[] = [
  ...(['information', 'complaint', 'attorney', 'own_data', 'third_party_data', 'data_change'] as const).map(
    (kind): KeepTerm => ({
      kind,
      reason: 'handover',
      validFrom: '2000-01-01',
      days: 183,
      source: PRACTICE,
      confirmed: false,
    }),
  ),
  {
    kind: 'complaint',
    reason: 'appeal',
    validFrom: '2000-01-01',
    // The month from the day on which the requester learns of the decision begins on a day that nobody records.
    days: 366,
    source: 'Закон України № 393/96-ВР від 02.10.1996, стаття 17: протягом року з дня рішення',
    confirmed: true,
  },
];
