import { createHash } from 'node:crypto';
import { errors, jwtVerify, type JWTVerifyGetKey, type JWTVerifyOptions } from 'jose';
import { KeptTokens } from './kept-tokens.ts';
import { keySource } from './key-source.ts';
import { personOf, type Person } from './person.ts';
import { KeysAwayError, TokenError } from './token-error.ts';

/** Which tokens are accepted. */
export interface TokenIssuer {
  /** The exact `iss` of the tokens. */
  readonly issuer: string;
  /** The `aud` that they must contain. */
  readonly audience: string;
  /** The source of the issuer's keys: see `keySource`. */
  readonly jwks: string;
}

/** Verifies a token and returns the person it names. */
export interface TokenVerifier {
  /** @throws {TokenError} if the token is not valid; {KeysAwayError} if the keys cannot be fetched now. */
  verify(token: string): Promise<Person>;
}

/** Public-key signatures only: with a shared secret, everyone who verifies could also issue tokens. */
const ALGORITHMS = ['ES256', 'EdDSA', 'RS256', 'PS256'];
/** Allowed clock skew of issuers, seconds. */
const SKEW_SECONDS = 30;
/** Longer than any working day, and it limits how long a leaked token is useful. */
const OLDEST_SECONDS = 12 * 3_600;
/** Longer tokens are rejected unread; ours are much shorter. */
const MAX_TOKEN_LENGTH = 4_096;

export function tokenVerifier(from: TokenIssuer, now: () => number = Date.now): TokenVerifier {
  const keys = keySource(from.jwks);
  const kept = new KeptTokens(now);
  return {
    async verify(token) {
      if (token.length > MAX_TOKEN_LENGTH) throw new TokenError('invalid');
      const digest = createHash('sha256').update(token).digest('base64');
      const known = kept.find(digest);
      if (known !== undefined) return known;
      const person = await read(token, keys, from, now());
      kept.keep(digest, person);
      return person;
    },
  };
}

async function read(
  token: string,
  keys: JWTVerifyGetKey,
  { issuer, audience }: TokenIssuer,
  now: number,
): Promise<Person> {
  const options: JWTVerifyOptions = {
    issuer,
    audience,
    algorithms: ALGORITHMS,
    clockTolerance: SKEW_SECONDS,
    maxTokenAge: OLDEST_SECONDS,
    requiredClaims: ['sub', 'exp', 'iat'],
    currentDate: new Date(now),
  };
  const { payload } = await jwtVerify(token, keys, options).catch((error: unknown) => {
    throw refusalOf(error);
  });
  const { exp = 0, iat = 0 } = payload;
  const person = personOf(payload, (Math.min(exp, iat + OLDEST_SECONDS) + SKEW_SECONDS) * 1_000);
  if (person === undefined) throw new TokenError('invalid');
  return person;
}

function refusalOf(error: unknown): Error {
  if (error instanceof errors.JWTExpired) return new TokenError('expired');
  if (error instanceof errors.JOSEError && OF_THE_TOKEN.has(error.code)) return new TokenError('invalid');
  // Any other error while fetching keys says nothing about the token.
  return error instanceof KeysAwayError ? error : new KeysAwayError(error);
}

const OF_THE_TOKEN: ReadonlySet<string> = new Set([
  errors.JWTClaimValidationFailed.code,
  errors.JWTInvalid.code,
  errors.JWSInvalid.code,
  errors.JWSSignatureVerificationFailed.code,
  errors.JOSEAlgNotAllowed.code,
  errors.JOSENotSupported.code,
  errors.JWKSNoMatchingKey.code,
  errors.JWKSMultipleMatchingKeys.code,
]);
