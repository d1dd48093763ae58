import { issueToken, keptSigningKey, newSigningKey, type TokenOf } from '@safe-community/security/dev-issuer';
import { roleOf } from '@safe-community/testkit/access-files';
import { callerWithout, signingKeyOf } from '../system/environment.ts';

const AN_HOUR_MS = 3_600_000;

/** Invalid tokens from a registered system. */
export interface Tokens {
  /** Tokens that identify nobody, by what is wrong. */
  readonly wrong: Readonly<Record<string, string>>;
  /** Of a person who holds every scope but this one. */
  readonly without: (scope: string) => Promise<string>;
}

/** Issues tokens for the demo client in this folder, which has no rights of its own. */
export async function tokensOf(folder: string): Promise<Tokens> {
  const key = await keptSigningKey(signingKeyOf(folder));
  const person: TokenOf = { person: 'somebody', system: 'client', roles: [roleOf('client')], territory: ['UA'] };
  const token = (other: Partial<TokenOf>): Promise<string> => issueToken(key, { ...person, ...other });
  return {
    wrong: {
      'a token that has expired': await token({ lastsSeconds: -120 }),
      'a token of tomorrow': await token({ issuedAt: new Date(Date.now() + AN_HOUR_MS) }),
      'a token of another issuer': await token({ issuer: 'urn:another' }),
      'a token for another audience': await token({ audience: 'another' }),
      'a token of another system': await token({ system: 'statistics' }),
      'a token signed by somebody else': await issueToken(await newSigningKey(key.kid), person),
      'a token without a signature': (await token({})).replace(/[^.]*$/, 'AAAA'),
    },
    without: (scope) => token({ roles: [roleOf(callerWithout(scope))] }),
  };
}
