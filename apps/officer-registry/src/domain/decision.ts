/** Why the state of things forbids what was asked; the reason is one that the contract documents. */
export interface Obstacle<Reason extends string> {
  /** UPPER_SNAKE_CASE, for programs. */
  readonly reason: Reason;
  /** For people; holds no personal data. */
  readonly message: string;
}

/** What the domain makes of a command: an outcome, or the obstacle in its way. */
export type Decision<Outcome, Reason extends string> =
  | { readonly outcome: Outcome }
  | { readonly obstacle: Obstacle<Reason> };

export function obstacle<Reason extends string>(
  reason: Reason,
  message: string,
): { readonly obstacle: Obstacle<Reason> } {
  return { obstacle: { reason, message } };
}
