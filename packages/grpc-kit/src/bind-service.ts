import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import type {
  sendUnaryData,
  ServerReadableStream,
  ServerUnaryCall,
  ServerWritableStream,
  ServiceDefinition,
  UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { scopeOf } from './methods.ts';
import { requestReader } from './read-request.ts';
import { runCall, type CallRules } from './run-call.ts';
import type { CallContext, MethodDescription, ServedService } from './service.ts';

type AnyHandler = (request: never, call: CallContext) => unknown;

/**
 * A service as grpc-js wants it. Requests stay bytes until access is granted, and responses become bytes
 * before grpc-js has them: it would tell the caller, not the log, why one cannot be written.
 */
export interface BoundService {
  readonly definition: ServiceDefinition;
  readonly implementation: UntypedServiceImplementation;
}

/** Throws when a method declares no access scope: such a service does not start. */
export function bindService(service: ServedService, rules: CallRules): BoundService {
  const definition: Record<string, ServiceDefinition[string]> = {};
  const implementation: UntypedServiceImplementation = {};
  for (const [name, method] of Object.entries(service.description)) {
    const handler = service.handlers[name];
    if (handler === undefined) throw new Error(`${method.path} has no handler`);
    definition[name] = {
      ...method,
      requestDeserialize: asBytes,
      responseSerialize: asBytes,
    } as ServiceDefinition[string];
    implementation[name] = bindMethod(method, handler, rules);
  }
  return { definition, implementation };
}

function bindMethod(method: MethodDescription, handler: AnyHandler, rules: CallRules) {
  const scope = scopeOf(method.path);
  if (method.requestStream) return clientStream(method, scope, handler, rules);
  if (method.responseStream) return serverStream(method, scope, handler, rules);
  return unary(method, scope, handler, rules);
}

function unary(method: MethodDescription, scope: string, handler: AnyHandler, rules: CallRules) {
  const read = requestReader(method);
  return (call: ServerUnaryCall<Buffer, Buffer>, answer: sendUnaryData<Buffer>): void => {
    let response: Buffer | undefined;
    const run = runCall(method, scope, call, rules, async (context) => {
      const request = read(call.request);
      response = encoded(method, await handler(request as never, { ...context, body: call.request }));
    });
    void run.then((failure) => (failure === undefined ? answer(null, response) : answer(failure)));
  };
}

function clientStream(method: MethodDescription, scope: string, handler: AnyHandler, rules: CallRules) {
  const read = requestReader(method);
  return (call: ServerReadableStream<Buffer, Buffer>, answer: sendUnaryData<Buffer>): void => {
    let response: Buffer | undefined;
    const run = runCall(method, scope, call, rules, async (context) => {
      const requests = decoded(read, call, context.signal);
      response = encoded(method, await handler(requests as never, { ...context, body: new Uint8Array() }));
    });
    void run.then((failure) => (failure === undefined ? answer(null, response) : answer(failure)));
  };
}

/**
 * The requests of a stream. One that its caller cancels, or that is cut off, ends for grpc-js as
 * if it were whole, and that it was not is told a few turns of the event loop later (measured: two).
 * Half a stream must never pass for a whole one.
 */
async function* decoded(
  read: (bytes: Buffer) => unknown,
  call: AsyncIterable<Buffer>,
  signal: AbortSignal,
): AsyncGenerator {
  for await (const bytes of call) yield read(bytes);
  for (let turn = 0; turn < TURNS_UNTIL_TOLD; turn += 1) await setImmediate();
  signal.throwIfAborted();
}

const TURNS_UNTIL_TOLD = 10;

function serverStream(method: MethodDescription, scope: string, handler: AnyHandler, rules: CallRules) {
  const read = requestReader(method);
  return (call: ServerWritableStream<Buffer, Buffer>): void => {
    const run = runCall(method, scope, call, rules, async (context) => {
      const request = read(call.request);
      const responses = handler(request as never, { ...context, body: call.request }) as AsyncIterable<unknown>;
      for await (const response of responses) {
        context.signal.throwIfAborted();
        // Back pressure: a slow reader must not fill our memory.
        if (!call.write(encoded(method, response))) await once(call, 'drain', { signal: context.signal });
      }
    });
    void run.then((failure) => {
      if (call.cancelled) return;
      if (failure === undefined) call.end();
      else call.emit('error', failure);
    });
  };
}

function encoded(method: MethodDescription, response: unknown): Buffer {
  return method.responseSerialize(response as never);
}

function asBytes(bytes: Buffer): Buffer {
  return bytes;
}
