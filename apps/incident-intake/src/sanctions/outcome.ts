/** How a case ended before the law. */
export type OutcomeKind =
  | 'administrative_protocol'
  | 'pretrial_register'
  | 'police_register'
  | 'socially_useful_works'
  | 'community_works';
export type WorksKind = Extract<OutcomeKind, `${string}_works`>;

/** A protocol of an administrative offence. */
export interface Protocol {
  readonly kind: 'administrative_protocol';
  /** Series and number. */
  readonly number: string;
  /** Of the КУпАП. */
  readonly article: string;
}

/** A case in a register of the police. */
export interface RegisterEntry {
  readonly kind: 'pretrial_register' | 'police_register';
  readonly number: string;
}

/** Works to which a court has sentenced somebody. */
export interface Works {
  readonly kind: WorksKind;
  /** Of the КУпАП. */
  readonly article: string;
  readonly hours: number;
  readonly hoursPerDay: number;
  /** The offender is under 18. */
  readonly minor: boolean;
  /** Of the list of the local council; may be empty. */
  readonly work: string;
}

export type Outcome = Protocol | RegisterEntry | Works;

export function isWorks(outcome: Outcome): outcome is Works {
  return outcome.kind === 'socially_useful_works' || outcome.kind === 'community_works';
}

/** An outcome as it stands with its incident. */
export interface RecordedOutcome {
  readonly outcomeId: string;
  readonly recordedAt: Date;
  readonly revokedAt: Date | undefined;
  readonly outcome: Outcome;
}
