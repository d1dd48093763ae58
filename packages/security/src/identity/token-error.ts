/**
 * A token names nobody.
 * - `expired`: it was one of ours, and a new one is to be fetched.
 * - `invalid`: of another issuer, for another audience, not yet valid, older than tokens may be, altered, signed by a
 *   key that is not published, or without a claim that it must have. Which of them is not told: who asks may be guessing.
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

/** The issuer's keys cannot be had now, so that nobody can say whether a token is good: a fault that passes. */
export class KeysAwayError extends Error {
  override readonly name = 'KeysAwayError';
  readonly messageIsLoggable = true;

  constructor(cause: unknown) {
    super("the keys of the tokens' issuer cannot be read", { cause });
  }
}
