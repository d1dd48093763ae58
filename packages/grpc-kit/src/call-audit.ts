import type { Metadata } from '@grpc/grpc-js';
import { Refusal } from '@safe-community/domain-kit';
import { purposeOf } from './access.ts';
import { actingUser } from './acting-user.ts';
import type { Identity } from './identify.ts';
import { peerName, type Authenticated } from './peer-name.ts';

/** A call that was denied because of who makes it. Personal data: not for logs. */
export interface DeniedCall {
  /** Name of the calling system; for an unregistered client the common name of its certificate. */
  readonly system: string;
  /** Empty for an unregistered client. */
  readonly edrpou: string;
  /** From a verified token, else as the system states it. Empty if it is malformed. */
  readonly actingUser: string;
  readonly purpose: string;
  readonly method: string;
  /** "PERMISSION_DENIED SCOPE_MISSING" */
  readonly refusal: string;
  /** Ids of what the call asked for, as far as they were known. */
  readonly subjectIds: readonly string[];
}

/** Records calls that are denied because of who makes them. Must not throw or block: the response does not wait for it. */
export interface CallAudit {
  denied(call: DeniedCall): void;
}

const CODES: ReadonlyMap<string, string> = new Map([
  ['unauthenticated', 'UNAUTHENTICATED'],
  ['permission-denied', 'PERMISSION_DENIED'],
]);

/**
 * The audit record for an error that ended a call. Undefined if the call was not denied because of who makes it.
 * @param identity undefined if the call was denied before it was authenticated.
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
