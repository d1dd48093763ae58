import { readFileSync } from 'node:fs';
import { BUILT_IN_POLICY, loadPolicy } from '@safe-community/security/policy';
import { ConfigError, filePath, text } from '@safe-community/config';
import { declaredScopes, loadCallers, type Callers } from '@safe-community/grpc-kit';
import { isKeySource, type TokenIssuer } from '@safe-community/security/identity';

/** Who may call, what they may, and whose tokens say who acts. */
export const ACCESS_VARIABLES = {
  CALLERS_FILE: filePath(),
  POLICY_FILE: filePath().default(BUILT_IN_POLICY),
  TOKEN_ISSUER: text({
    expects: 'the issuer of tokens, as their iss names it',
    example: 'https://id.example.gov.ua',
  }).optional(),
  TOKEN_AUDIENCE: text({ expects: 'what the aud of tokens must hold', example: 'safe-community' }).default(
    'safe-community',
  ),
  TOKEN_JWKS: text({
    expects: 'where the keys of tokens are: https://…, or a file by its absolute path',
    example: 'https://id.example.gov.ua/.well-known/jwks.json',
  }).optional(),
};

interface AccessSettings {
  readonly CALLERS_FILE: string;
  readonly POLICY_FILE: string;
  readonly TOKEN_ISSUER: string | undefined;
  readonly TOKEN_AUDIENCE: string;
  readonly TOKEN_JWKS: string | undefined;
}

/** The files that say who may call and what, to be looked at again. */
export interface AccessFiles {
  /** What is in them; throws when one is not there. */
  text(): string;
  /** @throws {ConfigError} as `callersOf`. */
  read(): Callers;
}

export function accessFilesOf(settings: AccessSettings): AccessFiles {
  const { CALLERS_FILE, POLICY_FILE } = settings;
  return {
    text: () => `${readFileSync(POLICY_FILE, 'utf8')}\0${readFileSync(CALLERS_FILE, 'utf8')}`,
    read: () => callersOf(settings),
  };
}

/** @throws {ConfigError} saying what of the policy or of the registry of callers is not as it must be. */
export function callersOf({ CALLERS_FILE, POLICY_FILE }: AccessSettings): Callers {
  const policy = orConfigError('POLICY_FILE', () => loadPolicy(POLICY_FILE, declaredScopes()));
  return orConfigError('CALLERS_FILE', () => loadCallers(CALLERS_FILE, policy));
}

/** Absent: no tokens are taken. @throws {ConfigError} when only one of the two is set, or keys could be forged on the way. */
export function tokenIssuerOf(settings: AccessSettings): TokenIssuer | undefined {
  const { TOKEN_ISSUER: issuer, TOKEN_AUDIENCE: audience, TOKEN_JWKS: jwks } = settings;
  if (issuer === undefined && jwks === undefined) return undefined;
  if (issuer === undefined || jwks === undefined) {
    throw new ConfigError([
      'TOKEN_ISSUER and TOKEN_JWKS go together: who issues tokens, and where its keys are; set both or neither',
    ]);
  }
  if (!isKeySource(jwks)) {
    throw new ConfigError([
      'TOKEN_JWKS must be an https:// address, or a file by its absolute path; http:// is for this machine only',
    ]);
  }
  return { issuer, audience, jwks };
}

function orConfigError<T>(variable: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new ConfigError([`${variable} cannot be used: ${error instanceof Error ? error.message : String(error)}`]);
  }
}
