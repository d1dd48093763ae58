import type { Metadata } from '@grpc/grpc-js';
import type { Holder } from '@safe-community/security/policy';
import { KeysAwayError, TokenError, type Person, type TokenVerifier } from '@safe-community/security/identity';
import { Refusal, unavailable } from '@safe-community/domain-kit';
import { statesActingUser } from './acting-user.ts';
import type { Caller, Callers } from './callers.ts';
import { requireIntactPerson } from './identity-headers.ts';
import { peerName, type Authenticated } from './peer-name.ts';

/** Who makes a call. */
export interface Identity {
  readonly caller: Caller;
  /** The acting person, by the token in the call. Undefined if the system acts for itself. */
  readonly person: Person | undefined;
  /** Whose roles apply: those of the person that the caller may bring, otherwise those of the caller. */
  readonly holder: Holder;
  /** Whether the call names a person in the way that its system can: by a token if it may bring any, else by an id. */
  readonly isForPerson: boolean;
}

/** How the server authenticates calls. */
export interface Known {
  readonly callers: Callers;
  /** Absent if the server accepts no tokens. */
  readonly tokens?: TokenVerifier | undefined;
}

/**
 * Authenticates a call: the system by the certificate of the TLS handshake, and the acting person by a token. Throws
 * UNAUTHENTICATED if either is unknown, or if the person could have been lost on the way.
 */
export function identify(
  call: Authenticated & { readonly metadata: Metadata },
  { callers, tokens }: Known,
): Identity | Promise<Identity> {
  const name = peerName(call);
  const caller = name === undefined ? undefined : callers.get(name);
  if (caller === undefined)
    throw new Refusal('unauthenticated', 'the client certificate belongs to no registered caller');
  requireIntactPerson(call);
  const token = bearerOf(call.metadata);
  if (token === undefined) {
    const isForPerson = caller.personRoles.length === 0 && statesActingUser(call.metadata);
    return { caller, person: undefined, holder: caller, isForPerson };
  }
  return withPerson(caller, token, tokens);
}

const BEARER = /^Bearer ([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)$/;

function bearerOf(metadata: Metadata): string | undefined {
  const [value, ...others] = metadata.get('authorization');
  if (value === undefined) return undefined;
  const token = typeof value === 'string' && others.length === 0 ? BEARER.exec(value)?.[1] : undefined;
  if (token === undefined) throw badToken('the metadata authorization must be one "Bearer" with a token');
  return token;
}

async function withPerson(caller: Caller, token: string, tokens: TokenVerifier | undefined): Promise<Identity> {
  if (tokens === undefined) throw badToken('no tokens are taken here');
  const person = await tokens.verify(token).catch((error: unknown) => {
    throw refusalOf(error);
  });
  // A token that another system has obtained is useless there.
  if (person.system !== caller.name) throw badToken(NOT_VALID);
  const roles = caller.personRoles.filter((role) => person.roles.includes(role.name));
  return { caller, person, holder: { roles, territory: person.territory }, isForPerson: true };
}

const NOT_VALID = 'the token is not valid here';

function refusalOf(error: unknown): unknown {
  if (error instanceof KeysAwayError) return unavailable('tokens cannot be verified now');
  if (!(error instanceof TokenError)) return error;
  if (error.reason === 'invalid') return badToken(NOT_VALID);
  return new Refusal('unauthenticated', 'the token has expired', { reason: 'TOKEN_EXPIRED' });
}

function badToken(message: string): Refusal {
  return new Refusal('unauthenticated', message, { reason: 'TOKEN_INVALID' });
}
