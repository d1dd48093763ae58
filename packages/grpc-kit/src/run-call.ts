import { Metadata, status, type ServerUnaryCall } from '@grpc/grpc-js';
import {
  extractTrace,
  isTest,
  type Logger,
  rpcServerDuration,
  runForCall,
  withoutTestMark,
  withSpan,
} from '@safe-community/telemetry';
import type { TokenVerifier } from '@safe-community/security/identity';
import { Refusal } from '@safe-community/domain-kit';
import { accessOf, purposeOf, requireAccess } from './access.ts';
import { actingUser } from './acting-user.ts';
import type { Admission } from './admission.ts';
import { denialOf, type CallAudit } from './call-audit.ts';
import type { CallsUnderWay } from './calls-under-way.ts';
import type { Callers } from './callers.ts';
import { identify, type Identity } from './identify.ts';
import { requireIntactPurpose } from './identity-headers.ts';
import type { CallContext, MethodDescription } from './service.ts';
import { codeName, toStatus } from './status.ts';

/** What all server calls have in common, unary or streaming. */
export type RawCall = Pick<
  ServerUnaryCall<Buffer, Buffer>,
  'metadata' | 'cancelled' | 'getAuthContext' | 'getDeadline'
> & {
  once(event: 'cancelled', listener: () => void): unknown;
};

export interface CallRules {
  readonly callers: Callers;
  readonly tokens?: TokenVerifier | undefined;
  readonly logger: Logger;
  /** Maps a temporary fault, such as a database that is down, to a refusal. Undefined for a bug. */
  readonly faultOf: (error: unknown) => Refusal | undefined;
  readonly underWay: CallsUnderWay;
  readonly admission: Admission;
  /** Records calls that are denied. Absent: they are not recorded. */
  readonly audit?: CallAudit | undefined;
}

/** What a method requires: the further scope only for some requests, or for a part of its answers. */
export interface Scopes {
  readonly scope: string;
  readonly further: string | undefined;
}

type Outcome = ReturnType<typeof toStatus> | undefined;

/**
 * Runs one call: authenticates and authorizes it before its message is decoded, creates its span in the trace of the
 * client, and maps errors to a status. Unknown errors are logged and become INTERNAL. Returns the status to end the call
 * with, undefined for success.
 */
export async function runCall(
  method: MethodDescription,
  scopes: Scopes,
  call: RawCall,
  rules: CallRules,
  work: (context: Omit<CallContext, 'body'>) => Promise<void>,
): Promise<Outcome> {
  const started = performance.now();
  const attributes = { 'rpc.system.name': 'grpc', 'rpc.method': method.path.slice(1) };
  let isOver = false;
  const signal = signalOf(call, () => isOver);
  const run = async (span: { fail(type: string): void }): Promise<Outcome> => {
    let identity: Identity | undefined;
    const outcome = await outcomeOf(
      async () => {
        const known = await identify(call, rules);
        identity = known;
        requireIntactPurpose(call);
        const { caller, person } = known;
        const purpose = purposeOf(call.metadata);
        const context = {
          caller,
          person,
          rights: requireAccess(known, scopes.scope, purpose),
          furtherRights() {
            if (scopes.further === undefined) throw new Error(`${method.path} declares no further scope`);
            return accessOf(known, scopes.further, purpose);
          },
          purpose,
          actingUser: actingUser(call.metadata, person),
          method: method.path,
          signal,
          deadline: Number(call.getDeadline()),
          draining: rules.underWay.draining,
        };
        const answer = (): Promise<void> => runForCall(context, () => work(context));
        await (isTest() && !caller.sendsTests ? withoutTestMark(answer) : answer());
      },
      method,
      signal,
      rules,
      (error) => {
        const denial = denialOf(error, method.path, call, identity);
        if (denial !== undefined) rules.audit?.denied(denial);
      },
    );
    if (outcome !== undefined) span.fail(codeName(outcome.code));
    return outcome;
  };
  const slot = rules.admission.slotOf(call.metadata);
  slot?.workBegins();
  const outcome = await rules.underWay
    .during(() => withSpan(method.path.slice(1), 'server', attributes, run, { parent: traceOf(call.metadata) }))
    .finally(() => {
      isOver = true;
      slot?.workEnds();
    });
  rpcServerDuration.record((performance.now() - started) / 1_000, {
    'rpc.method': method.path.slice(1),
    'rpc.response.status_code': codeName(outcome?.code ?? status.OK),
  });
  return outcome;
}

async function outcomeOf(
  work: () => Promise<void>,
  method: MethodDescription,
  signal: AbortSignal,
  rules: CallRules,
  denied: (error: unknown) => void,
): Promise<Outcome> {
  try {
    await work();
    return undefined;
  } catch (error) {
    denied(error);
    const refusal = error instanceof Refusal ? error : rules.faultOf(error);
    // The statements of a call end with it, which looks like a database fault.
    if (signal.aborted && (isCancellation(error) || refusal !== undefined)) return CANCELLED;
    if (refusal === undefined) rules.logger.error('call failed because of a bug', { method: method.path, error });
    else if (refusal !== error)
      rules.logger.warn('call failed because of a temporary fault', { method: method.path, error });
    return toStatus(refusal ?? error);
  }
}

/** For the span and the metrics. The client no longer waits for a status. */
const CANCELLED = { code: status.CANCELLED, details: 'cancelled', metadata: new Metadata() };

/**
 * Whether an error only says that the call was cancelled: code that waits with the signal of the call, reads its stream,
 * or calls another service on its behalf, gets an error when the call ends. This is no bug.
 */
function isCancellation(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'AbortError' || ('code' in error && CANCELLATION_CODES.has(error.code));
}

const CANCELLATION_CODES = new Set<unknown>(['ERR_STREAM_PREMATURE_CLOSE', status.CANCELLED, status.DEADLINE_EXCEEDED]);

function traceOf(metadata: Metadata) {
  return extractTrace((name) => {
    const [value] = metadata.get(name);
    return typeof value === 'string' ? value : undefined;
  });
}

/** @param isOver whether the handler has returned: grpc-js reports the end of every call as a cancellation. */
function signalOf(call: RawCall, isOver: () => boolean): AbortSignal {
  const controller = new AbortController();
  if (call.cancelled) controller.abort();
  else call.once('cancelled', () => isOver() || controller.abort());
  return controller.signal;
}
