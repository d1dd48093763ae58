import type {
  sendUnaryData,
  ServerReadableStream,
  ServerUnaryCall,
  ServerWritableStream,
  ServiceDefinition,
  UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { Refusal } from '@safe-community/domain-kit';
import { furtherScopeOf, scopeOf } from './methods.ts';
import type { Timeouts } from './timeouts.ts';
import { requestReader } from './read-request.ts';
import { requestsOf } from './request-stream.ts';
import { writeResponse } from './response-stream.ts';
import { runCall, type CallRules, type Scopes } from './run-call.ts';
import type { CallContext, MethodDescription, ServedService } from './service.ts';
import { encoded } from './shared-response.ts';
import { StreamLife } from './stream-life.ts';

type AnyHandler = (request: never, call: CallContext) => unknown;

/**
 * A service in the form that grpc-js expects. Requests stay bytes until access is granted, and responses are encoded
 * before grpc-js gets them: it would report an encoding error, with its text, to the client instead of the log.
 */
export interface BoundService {
  readonly definition: ServiceDefinition;
  readonly implementation: UntypedServiceImplementation;
}

export interface Rules extends CallRules {
  readonly timeouts: Timeouts;
}

/** Throws if a method has no handler or declares no access scope: such a service does not start. */
export function bindService(service: ServedService, rules: Rules): BoundService {
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

function bindMethod(method: MethodDescription, handler: AnyHandler, rules: Rules) {
  const scopes = { scope: scopeOf(method.path), further: furtherScopeOf(method.path) };
  if (method.requestStream) return clientStream(method, scopes, handler, rules);
  if (method.responseStream) return serverStream(method, scopes, handler, rules);
  return unary(method, scopes, handler, rules);
}

function unary(method: MethodDescription, scopes: Scopes, handler: AnyHandler, rules: CallRules) {
  const read = requestReader(method);
  return (call: ServerUnaryCall<Buffer, Buffer>, answer: sendUnaryData<Buffer>): void => {
    let response: Buffer | undefined;
    const run = runCall(method, scopes, call, rules, async (context) => {
      const request = read(call.request);
      response = encoded(method, await handler(request as never, { ...context, body: call.request }));
    });
    void run.then((failure) => (failure === undefined ? answer(null, response) : answer(failure)));
  };
}

function clientStream(method: MethodDescription, scopes: Scopes, handler: AnyHandler, rules: Rules) {
  const read = requestReader(method);
  return (call: ServerReadableStream<Buffer, Buffer>, answer: sendUnaryData<Buffer>): void => {
    let response: Buffer | undefined;
    const run = runCall(method, scopes, call, rules, async (context) => {
      const requests = requestsOf(call, read, context.signal, rules.timeouts);
      try {
        response = encoded(method, await handler(requests as never, { ...context, body: new Uint8Array() }));
      } finally {
        // A handler may return early. This releases the buffer for the next message (64 KB).
        void requests.return(undefined);
      }
    });
    void run.then((failure) => (failure === undefined ? answer(null, response) : answer(failure)));
  };
}

function serverStream(method: MethodDescription, scopes: Scopes, handler: AnyHandler, rules: Rules) {
  const read = requestReader(method);
  return (call: ServerWritableStream<Buffer, Buffer>): void => {
    const run = runCall(method, scopes, call, rules, async (context) => {
      const request = read(call.request);
      const life = new StreamLife(context, rules.timeouts.streamMs);
      const { draining } = life;
      try {
        const responses = handler(request as never, { ...context, draining, body: call.request });
        for await (const response of responses as AsyncIterable<unknown>) {
          context.signal.throwIfAborted();
          if (life.over !== undefined) throw life.over;
          await writeResponse(call, encoded(method, response), context.signal, rules.timeouts.readerMs);
        }
      } catch (error) {
        // One signal says both that the server stops and that the stream is too old, so the handler cannot tell which.
        throw error instanceof Refusal && error.kind === 'unavailable' ? (life.over ?? error) : error;
      } finally {
        life.stop();
      }
    });
    void run.then((failure) => {
      if (call.cancelled) return;
      if (failure === undefined) call.end();
      else call.emit('error', failure);
    });
  };
}

function asBytes(bytes: Buffer): Buffer {
  return bytes;
}
