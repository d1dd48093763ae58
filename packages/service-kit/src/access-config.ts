import { readFileSync } from 'node:fs';
import { BUILT_IN_POLICY, loadPolicy } from '@safe-community/security/policy';
import { ConfigError, filePath, text } from '@safe-community/config';
import { declaredScopes, loadCallers, type Callers } from '@safe-community/grpc-kit';
import { isKeySource, type TokenIssuer } from '@safe-community/security/identity';

/** The variables for the registry of callers, the policy, and the issuer of tokens. */
export const ACCESS_VARIABLES = {
  CALLERS_FILE: filePath(),
  POLICY_FILE: filePath().default(BUILT_IN_POLICY),
  TOKEN_ISSUER: text({
    expects: 'the issuer of tokens, as in their iss',
    example: 'https://id.example.gov.ua',
  }).optional(),
  TOKEN_AUDIENCE: text({
    expects: 'the audience that the aud of tokens must contain',
    example: 'safe-community',
  }).default('safe-community'),
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

/** The files of the registry of callers and the policy, for reloading. */
export interface AccessFiles {
  /** Their content. Throws if one is missing. */
  text(): string;
  /** @throws {ConfigError} like `callersOf`. */
  read(): Callers;
}

export function accessFilesOf(settings: AccessSettings): AccessFiles {
  const { CALLERS_FILE, POLICY_FILE } = settings;
  return {
    text: () => `${readFileSync(POLICY_FILE, 'utf8')}\0${readFileSync(CALLERS_FILE, 'utf8')}`,
    read: () => callersOf(settings),
  };
}

/** @throws {ConfigError} with the problem in the policy or the registry of callers. */
export function callersOf({ CALLERS_FILE, POLICY_FILE }: AccessSettings): Callers {
  const policy = orConfigError('POLICY_FILE', () => loadPolicy(POLICY_FILE, declaredScopes()));
  return orConfigError('CALLERS_FILE', () => loadCallers(CALLERS_FILE, policy));
}

/** Undefined: tokens are rejected. @throws {ConfigError} if only one variable is set, or keys could be forged in transit. */
export function tokenIssuerOf(settings: AccessSettings): TokenIssuer | undefined {
  const { TOKEN_ISSUER: issuer, TOKEN_AUDIENCE: audience, TOKEN_JWKS: jwks } = settings;
  if (issuer === undefined && jwks === undefined) return undefined;
  if (issuer === undefined || jwks === undefined) {
    throw new ConfigError([
      'TOKEN_ISSUER and TOKEN_JWKS go together: the issuer of tokens, and where its keys are; set both or neither',
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
    throw new ConfigError([`${variable} is invalid: ${error instanceof Error ? error.message : String(error)}`]);
  }
}
