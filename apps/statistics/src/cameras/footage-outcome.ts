// camera-rollout has the same lists: apps do not import each other, and the contract joins them.

export const REQUEST_KINDS = [
  'information',
  'complaint',
  'attorney',
  'own_data',
  'third_party_data',
  'data_change',
] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

export const REQUEST_OUTCOMES = ['granted', 'partly_granted', 'refused', 'no_footage', 'forwarded'] as const;
export type RequestOutcome = (typeof REQUEST_OUTCOMES)[number];

export const APPEAL_OUTCOMES = ['dismissed', 'upheld'] as const;
export type AppealOutcome = (typeof APPEAL_OUTCOMES)[number];

/** Counts of the requests of one kind. */
export interface OutcomeCell {
  readonly kind: RequestKind;
  readonly received: number;
  readonly decidedInTime: number;
  readonly decidedLate: number;
  readonly pending: number;
  readonly overdue: number;
  readonly granted: number;
  readonly partlyGranted: number;
  readonly refused: number;
  readonly noFootage: number;
  readonly forwarded: number;
  readonly appealed: number;
  readonly appealsUpheld: number;
}
