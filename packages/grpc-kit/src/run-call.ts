import { Metadata, status, type ServerUnaryCall } from '@grpc/grpc-js';
import { extractTrace, type Logger, rpcServerDuration, runForCall, withSpan } from '@safe-community/telemetry';
import type { TokenVerifier } from '@safe-community/security/identity';
import { Refusal } from '@safe-community/domain-kit';
import { demandAccess, purposeOf } from './access.ts';
import { actingUser } from './acting-user.ts';
import type { Admission } from './admission.ts';
import { denialOf, type CallAudit } from './call-audit.ts';
import type { CallsUnderWay } from './calls-under-way.ts';
import type { Callers } from './callers.ts';
import { identify, type Identity } from './identify.ts';
import { demandLegible } from './illegible-headers.ts';
import type { CallContext, MethodDescription } from './service.ts';
import { codeName, toStatus } from './status.ts';

/** What all server calls have in common, whatever they stream. */
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
  /** Says of an unknown error whether it is a fault that passes (the database is away). */
  readonly faultOf: (error: unknown) => Refusal | undefined;
  readonly underWay: CallsUnderWay;
  readonly admission: Admission;
  /** Absent: what is refused is written nowhere. */
  readonly audit?: CallAudit | undefined;
}

type Outcome = ReturnType<typeof toStatus> | undefined;

/**
 * Runs one call: who calls and may they, before anything is decoded; a span at
 * the caller's place in the trace; the outcome as a status, unknown errors
 * logged and told as INTERNAL. Returns the status to end with, none for success.
 */
export async function runCall(
  method: MethodDescription,
  scope: string,
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
        identity = await identify(call, rules);
        demandLegible(call);
        const { caller, person } = identity;
        const purpose = purposeOf(call.metadata);
        const context = {
          caller,
          person,
          rights: demandAccess(identity, scope, purpose),
          purpose,
          actingUser: actingUser(call.metadata, person),
          method: method.path,
          signal,
          deadline: Number(call.getDeadline()),
          draining: rules.underWay.draining,
        };
        await runForCall(context, () => work(context));
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
    // Its statements end with the call, which looks like a fault of the database.
    if (signal.aborted && (isOfCancelling(error) || refusal !== undefined)) return CANCELLED;
    if (refusal === undefined) rules.logger.error('call failed by a bug', { method: method.path, error });
    else if (refusal !== error) rules.logger.warn('call failed by a passing fault', { method: method.path, error });
    return toStatus(refusal ?? error);
  }
}

/** For the span and the counters; the caller has gone. */
const CANCELLED = { code: status.CANCELLED, details: 'cancelled', metadata: new Metadata() };

/**
 * Whoever waits with the call's signal, reads the call's stream, or has called another service on its behalf, learns of
 * its end by an error. That is no bug.
 */
function isOfCancelling(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'AbortError' || ('code' in error && OF_CANCELLING.has(error.code));
}

const OF_CANCELLING = new Set<unknown>(['ERR_STREAM_PREMATURE_CLOSE', status.CANCELLED, status.DEADLINE_EXCEEDED]);

function traceOf(metadata: Metadata) {
  return extractTrace((name) => {
    const [value] = metadata.get(name);
    return typeof value === 'string' ? value : undefined;
  });
}

/** @param isOver whether nothing works for the call any more: grpc-js tells of the end of every call as of a cancel. */
function signalOf(call: RawCall, isOver: () => boolean): AbortSignal {
  const controller = new AbortController();
  if (call.cancelled) controller.abort();
  else call.once('cancelled', () => isOver() || controller.abort());
  return controller.signal;
}
