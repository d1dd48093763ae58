import { preconditionFailed, type Day, type Refusal } from '@safe-community/domain-kit';
import type { OrderKind, OrderMeasure } from '../law/module.ts';

/** The measures that the contract of urgent orders knows; ExtendByCourt takes them too. */
export const MEASURES = ['leave_home', 'no_entry', 'no_contact'] as const;

export type Measure = OrderMeasure;

/** What an order requires of the offender, and when. */
export interface OrderTerms {
  readonly measures: readonly Measure[];
  readonly validFrom: Date;
  readonly validTo: Date;
}

/** What a court decided. */
export interface CourtDecision {
  readonly number: string;
  /** Empty for an order that stands on its own. */
  readonly extendsOrderId: string;
}

/** What a person should check in a recorded order. */
export const ORDER_WARNINGS = [
  'birth_date_unknown',
  'earlier_order',
  'recorded_late',
  'extended_before',
  'outside_unconfirmed_rule',
  'earlier_order_elsewhere',
] as const;
export type OrderWarning = (typeof ORDER_WARNINGS)[number];

export interface ProtectionOrder extends OrderTerms {
  readonly orderId: string;
  readonly kind: OrderKind;
  /** Empty for orders of the time before it was recorded. */
  readonly issuedOn: Day;
  readonly recordedAt: Date;
  /** Absent for an order of the police. */
  readonly court: CourtDecision | undefined;
  readonly warnings: readonly OrderWarning[];
  /** When it ended before its last day. */
  readonly endedAt: Date | undefined;
  readonly steps: readonly OrderStep[];
}

export const ORDER_END_REASONS = ['cancelled_by_police', 'cancelled_by_court', 'replaced'] as const;
type OrderEndReason = (typeof ORDER_END_REASONS)[number];

export const APPEAL_BODIES = ['police_head', 'court'] as const;
type AppealBody = (typeof APPEAL_BODIES)[number];

interface StepOf<Kind extends string> {
  readonly stepId: string;
  readonly orderId: string;
  readonly kind: Kind;
  readonly happenedAt: Date;
  readonly recordedAt: Date;
}

interface OrderEnd extends StepOf<'ended'> {
  readonly reason: OrderEndReason;
}

/** It does not suspend the order. */
interface OrderAppeal extends StepOf<'appealed'> {
  readonly body: AppealBody;
}

interface OrderBreach extends StepOf<'breached'> {
  readonly measures: readonly OrderMeasure[];
}

/** What happened to an order after its issue. */
export type OrderStep = OrderEnd | OrderAppeal | OrderBreach;

export function alreadyEnded(): Refusal {
  return preconditionFailed('ALREADY_ENDED', 'the order has ended');
}
