/**
 * What is released of sensitive categories: only numbers that are no part of each other, because the difference of a number
 * and a part of it is a number as well. So no accepted referrals: those that nobody accepted would be the difference.
 */
export const SENSITIVE_MEASURES = [
  'incidents',
  'killed',
  'injured',
  'prohibition_orders',
  'restraining_orders',
  'order_breaches',
  'victim_referrals',
  'visits_overdue',
  'visits_done',
] as const;
export type SensitiveMeasure = (typeof SENSITIVE_MEASURES)[number];

/** What only entitled roles read: parts of other numbers, and what follows for the few who were sanctioned. */
const ONLY_EXACT = [
  'referrals_accepted',
  'administrative_protocols',
  'pretrial_registrations',
  'police_registrations',
  'fines',
  'arrests',
  'community_works',
  'socially_useful_works',
  'correctional_works',
  'outcomes_revoked',
  'works_referred',
  'works_referred_late',
  'work_hours_imposed',
  'work_hours',
  'work_hours_missed',
  'works_completed',
  'works_returned',
] as const;

/** What `GetExactSensitiveFigures` returns. */
export const EXACT_MEASURES = [...SENSITIVE_MEASURES, ...ONLY_EXACT] as const;
export type ExactMeasure = (typeof EXACT_MEASURES)[number];
