// camera-rollout and statistics have the same lists: apps do not import each other, and the contract joins them.

export const FOOTAGE_KINDS = [
  'information',
  'complaint',
  'attorney',
  'own_data',
  'third_party_data',
  'data_change',
] as const;
export type FootageKind = (typeof FOOTAGE_KINDS)[number];

/** The usual course of a request; an appeal adds two steps. */
export const FOOTAGE_STATES = ['received', 'assigned', 'decided', 'appealed', 'appeal_decided'] as const;
export type FootageState = (typeof FOOTAGE_STATES)[number];

export const FOOTAGE_OUTCOMES = ['granted', 'partly_granted', 'refused', 'no_footage', 'forwarded'] as const;
export type FootageOutcome = (typeof FOOTAGE_OUTCOMES)[number];

export const APPEAL_OUTCOMES = ['dismissed', 'upheld'] as const;
export type AppealOutcome = (typeof APPEAL_OUTCOMES)[number];

/** What anyone who holds the token of a request for footage or of a complaint may see. */
export interface FootageStatus {
  readonly kind: FootageKind | undefined;
  readonly state: FootageState | undefined;
  readonly receivedAt: Date | undefined;
  /** The last moment for the decision. */
  readonly dueAt: Date | undefined;
  readonly isExtended: boolean;
  readonly decision: FootageDecision | undefined;
  /** The one that an upheld appeal has put aside: the request is open again, or decided again. */
  readonly formerDecision: FootageDecision | undefined;
  readonly appeal: Appeal | undefined;
}

export interface FootageDecision {
  readonly outcome: FootageOutcome | undefined;
  /** Other people are made unrecognisable before the footage is given. */
  readonly isRedacted: boolean;
  readonly decidedAt: Date | undefined;
}

interface Appeal {
  readonly appealedAt: Date | undefined;
  readonly dueAt: Date | undefined;
  /** Undefined until it is decided. */
  readonly outcome: AppealOutcome | undefined;
  readonly decidedAt: Date | undefined;
}

/** Once, after the first decision: the next one is final here. */
export function mayAppeal({ state, appeal }: FootageStatus): boolean {
  return state === 'decided' && appeal === undefined;
}

/** The moment until which the open step must be decided; undefined if none is open. */
export function openUntil({ state, dueAt, appeal }: FootageStatus): Date | undefined {
  if (state === 'received' || state === 'assigned') return dueAt;
  return state === 'appealed' ? appeal?.dueAt : undefined;
}

/** The steps to show: those of an appeal only if there is one. After an upheld one, the usual steps are taken again. */
export function courseOf({ appeal, formerDecision }: FootageStatus): readonly FootageState[] {
  return appeal === undefined || formerDecision !== undefined ? FOOTAGE_STATES.slice(0, 3) : FOOTAGE_STATES;
}
