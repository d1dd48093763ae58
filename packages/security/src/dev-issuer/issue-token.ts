import { importJWK, SignJWT } from 'jose';
import { refuseProduction } from './refuse-production.ts';
import type { SigningKey } from './signing-key.ts';

export const DEV_ISSUER = 'urn:safe-community:dev-issuer';
export const AUDIENCE = 'safe-community';

/** The claims of a token. */
export interface TokenOf {
  /** An opaque id: 1 to 100 of letters, digits and ". _ @ : -". */
  readonly person: string;
  /** Name of the calling system that may present it. */
  readonly system: string;
  readonly roles: readonly string[];
  /** KATOTTG codes of hromadas or oblasts, or UA. */
  readonly territory?: readonly string[];
  /** Seconds until it expires; negative for an expired token. */
  readonly lastsSeconds?: number;
  readonly issuer?: string;
  readonly audience?: string;
  /** Default: now. */
  readonly issuedAt?: Date;
}

const AN_HOUR = 3_600;

/** Issues a signed token for an invented person. @throws in production. */
export async function issueToken(key: SigningKey, of: TokenOf): Promise<string> {
  refuseProduction();
  const issuedAt = Math.trunc((of.issuedAt?.getTime() ?? Date.now()) / 1_000);
  return new SignJWT({ client_id: of.system, roles: of.roles, territory: of.territory ?? [] })
    .setProtectedHeader({ alg: 'ES256', kid: key.kid, typ: 'at+jwt' })
    .setIssuer(of.issuer ?? DEV_ISSUER)
    .setAudience(of.audience ?? AUDIENCE)
    .setSubject(of.person)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + (of.lastsSeconds ?? AN_HOUR))
    .sign(await importJWK(key, 'ES256'));
}
