/** Who makes a change. */
export interface Actor {
  /** Name of the calling system. */
  readonly system: string;
  /** The person there, by an id of that system; empty if it named none. */
  readonly actingUser: string;
}

/** For changes by a timer or an event. */
export const THIS_SERVICE: Actor = { system: 'incident-intake', actingUser: '' };
