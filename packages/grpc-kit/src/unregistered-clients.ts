import { ServerInterceptingCall, type ServerInterceptingCallInterface, type ServerInterceptor } from '@grpc/grpc-js';
import { callsOfUnregisteredClients } from '@safe-community/telemetry';
import { Refusal } from '@safe-community/domain-kit';
import { denialOf, type CallAudit } from './call-audit.ts';
import type { Callers } from './callers.ts';
import { peerName, type OnPeer } from './peer-name.ts';
import { toStatus } from './status.ts';

/**
 * Rejects calls of clients that are not in the registry of callers, before any part of their message is read.
 *
 * The response is the same for every path: methods that are served, reflection, and paths that do not exist. Such a
 * client, which has a valid certificate, learns whether the server is ready, and nothing about what it serves.
 *
 * @param isOpen whether unregistered clients may call this path (health)
 * @param audit gets each rejected call
 * @param onPeer called for each connection of a registered client, at its first call
 */
export function refuseUnregisteredClients(
  callers: Callers,
  isOpen: (path: string) => boolean,
  audit: CallAudit | undefined,
  onPeer?: OnPeer,
): ServerInterceptor {
  const onKnown: OnPeer = (name, endsAt) => {
    if (callers.has(name)) onPeer?.(name, endsAt);
  };
  return ({ path }, call) => {
    if (isOpen(path)) return unchanged(call);
    const name = peerName(call, onKnown);
    if (name !== undefined && callers.has(name)) return unchanged(call);
    return new ServerInterceptingCall(call, {
      start: (next) =>
        next({
          onReceiveMetadata: (metadata) => {
            // Without the path as an attribute: the client controls it, and could create any number of time series.
            callsOfUnregisteredClients.add(1, {});
            const shown = { metadata, getAuthContext: () => call.getAuthContext() };
            const denial = denialOf(REFUSAL, methodPath(path), shown, undefined);
            if (denial !== undefined) audit?.denied(denial);
            call.sendStatus(REFUSED);
          },
        }),
    });
  };
}

/**
 * Passes a call on without a wrapper, which would cost each of its messages some microseconds. grpc-js requires the class
 * in its types, although the interface is enough.
 */
function unchanged(call: ServerInterceptingCallInterface): ServerInterceptingCall {
  return call as ServerInterceptingCall;
}

const REFUSAL = new Refusal('unauthenticated', 'the client certificate belongs to no registered caller');
/** Encoded once, so that rejected calls cost little. */
const REFUSED = toStatus(REFUSAL);

/** The path, if it has the form of a method; otherwise it could be any text, and the audit gets none. */
function methodPath(path: string): string {
  return /^\/[A-Za-z][A-Za-z0-9_.]{0,99}\/[A-Za-z][A-Za-z0-9_]{0,63}$/.test(path) ? path : '';
}
