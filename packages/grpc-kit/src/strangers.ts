import { ServerInterceptingCall, type ServerInterceptingCallInterface, type ServerInterceptor } from '@grpc/grpc-js';
import { callsOfStrangers } from '@safe-community/telemetry';
import { Refusal } from '@safe-community/domain-kit';
import { denialOf, type CallAudit } from './call-audit.ts';
import type { Callers } from './callers.ts';
import { peerName, type OnPeer } from './peer-name.ts';
import { toStatus } from './status.ts';

/**
 * Refuses whoever is not in the registry of callers, at the headers and before a byte of a message is read.
 *
 * The answer is the same for every path: for what is served, for reflection and for what there is not. So a stranger
 * with a certificate of our authority learns nothing about what is here, only whether the server can work.
 *
 * @param isOpen says of a path whether it is for strangers as well: health
 * @param audit is told of each that is refused
 * @param onPeer told of each connection of a known caller, at its first call
 */
export function refuseStrangers(
  callers: Callers,
  isOpen: (path: string) => boolean,
  audit: CallAudit | undefined,
  onPeer?: OnPeer,
): ServerInterceptor {
  const onKnown: OnPeer = (name, endsAt) => {
    if (callers.has(name)) onPeer?.(name, endsAt);
  };
  return ({ path }, call) => {
    if (isOpen(path)) return asItIs(call);
    const name = peerName(call, onKnown);
    if (name !== undefined && callers.has(name)) return asItIs(call);
    return new ServerInterceptingCall(call, {
      start: (next) =>
        next({
          onReceiveMetadata: (metadata) => {
            // Without the path: a stranger may write anything there, and as much of it as they like.
            callsOfStrangers.add(1, {});
            const shown = { metadata, getAuthContext: () => call.getAuthContext() };
            const denial = denialOf(REFUSAL, pathOrNothing(path), shown, undefined);
            if (denial !== undefined) audit?.denied(denial);
            call.sendStatus(REFUSED);
          },
        }),
    });
  };
}

/**
 * To look at a call changes nothing of it. grpc-js asks for a class where its interface would do, and each class around a
 * call costs every message of it some microseconds.
 */
function asItIs(call: ServerInterceptingCallInterface): ServerInterceptingCall {
  return call as ServerInterceptingCall;
}

const REFUSAL = new Refusal('unauthenticated', 'the client certificate is of no known caller');
/** Written once: strangers are to cost little. */
const REFUSED = toStatus(REFUSAL);

/** What was tried, if it has the form of a method and is no text of the stranger's own. */
function pathOrNothing(path: string): string {
  return /^\/[A-Za-z][A-Za-z0-9_.]{0,99}\/[A-Za-z][A-Za-z0-9_]{0,63}$/.test(path) ? path : '';
}
