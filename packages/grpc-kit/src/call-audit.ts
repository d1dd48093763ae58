import type { Metadata } from '@grpc/grpc-js';
import { Refusal } from '@safe-community/domain-kit';
import { purposeOf } from './access.ts';
import { actingUser } from './acting-user.ts';
import type { Identity } from './identify.ts';
import { peerName, type Authenticated } from './peer-name.ts';

/** A call that was refused for who calls. Belongs to a person: not for logs. */
export interface DeniedCall {
  /** Name of the calling system; of an unknown one the common name of its certificate. */
  readonly system: string;
  /** Empty unless it is known who calls. */
  readonly edrpou: string;
  /** By a verified token, else as the system claims; empty when what was shown is no id. */
  readonly actingUser: string;
  readonly purpose: string;
  readonly method: string;
  /** "PERMISSION_DENIED SCOPE_MISSING" */
  readonly refusal: string;
  /** Ids of what it was refused for, where that was known already. */
  readonly subjectIds: readonly string[];
}

/** Is told of every call that is refused for who calls. Must neither throw nor wait: the refusal does not depend on it. */
export interface CallAudit {
  denied(call: DeniedCall): void;
}

const CODES: ReadonlyMap<string, string> = new Map([
  ['unauthenticated', 'UNAUTHENTICATED'],
  ['permission-denied', 'PERMISSION_DENIED'],
]);

/**
 * What is to be told of an error that ended a call; undefined when it was not refused for who calls.
 * @param identity absent when it was refused before it was known who calls.
 */
export function denialOf(
  error: unknown,
  method: string,
  call: Authenticated & { readonly metadata: Metadata },
  identity: Identity | undefined,
): DeniedCall | undefined {
  const code = error instanceof Refusal ? CODES.get(error.kind) : undefined;
  if (!(error instanceof Refusal) || code === undefined) return undefined;
  return {
    system: identity?.caller.name ?? peerName(call) ?? '',
    edrpou: identity?.caller.edrpou ?? '',
    actingUser: orEmpty(() => actingUser(call.metadata, identity?.person)),
    purpose: orEmpty(() => purposeOf(call.metadata)),
    method,
    refusal: `${code} ${error.reason}`,
    subjectIds: error.about,
  };
}

function orEmpty(read: () => string): string {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refusal) return '';
    throw error;
  }
}
