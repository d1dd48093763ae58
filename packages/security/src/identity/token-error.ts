/**
 * A token is rejected.
 * - `expired`: it was valid; the client must get a new one.
 * - `invalid`: another issuer or audience, not yet valid, too old, altered, signed with an unpublished key, or without a
 *   required claim. The error does not say which, because the client may be guessing.
 */
export class TokenError extends Error {
  override readonly name = 'TokenError';
  readonly messageIsLoggable = true;
  readonly reason: 'expired' | 'invalid';

  constructor(reason: 'expired' | 'invalid') {
    super(reason === 'expired' ? 'the token has expired' : 'the token is not valid here');
    this.reason = reason;
  }
}

/** The keys of the issuer cannot be fetched now, so the token cannot be verified: a temporary fault. */
export class KeysAwayError extends Error {
  override readonly name = 'KeysAwayError';
  readonly messageIsLoggable = true;

  constructor(cause: unknown) {
    super("the keys of the tokens' issuer cannot be read", { cause });
  }
}
