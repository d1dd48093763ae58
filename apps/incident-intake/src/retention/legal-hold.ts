/** Why the personal data of an incident must stay, whatever is due or asked for. */
export interface LegalHold {
  readonly holdId: string;
  /** Nothing personal: it stays. */
  readonly ground: string;
  readonly placedAt: Date;
  /** Name of the calling system. */
  readonly system: string;
  /** The person there; empty when it named none. */
  readonly actingUser: string;
  readonly released: Release | undefined;
}

export interface Release {
  readonly at: Date;
  readonly ground: string;
}
