import { Client, type ServiceError } from '@grpc/grpc-js';
import { callErrorOf, type Rejection } from '@safe-community/testkit/call-error';
import { serviceOf } from '../system/service-of.ts';
import type { Service } from '../system/service.ts';
import type { System } from '../system/system.ts';

/** A method to send bytes to. */
export interface FuzzedMethod {
  /** "/safecommunity.incidents.v1.IncidentIntakeService/ReportIncident" */
  readonly path: string;
  readonly streamsRequests: boolean;
  readonly streamsAnswers: boolean;
}

const DEADLINE_MS = 10_000;

type Done = (error: ServiceError | null) => void;

/** Sends any bytes to any method of any service. */
export class FuzzClient {
  readonly #system: System;
  readonly #clients = new Map<string, Client>();

  constructor(system: System) {
    this.#system = system;
  }

  /**
   * The rejection; undefined when the call succeeded.
   *
   * @param at another service than the method's own.
   * @param letInMs when an endless response stream counts as successful. For calls that must be rejected, the
   *   default, the deadline, because a rejection may be slow on a busy machine.
   */
  async send(method: FuzzedMethod, bytes: Buffer, at?: Service, letInMs = DEADLINE_MS): Promise<Rejection | undefined> {
    const client = this.#client(at ?? serviceOf(this.#system, method.path));
    const error = await new Promise<ServiceError | null>((resolve) => {
      if (method.streamsAnswers) receiveFirst(client, method.path, bytes, letInMs, resolve);
      else if (method.streamsRequests) sendTwice(client, method.path, bytes, resolve);
      else client.makeUnaryRequest(method.path, asIs, asIs, bytes, within(DEADLINE_MS), resolve);
    });
    return error === null ? undefined : callErrorOf(error);
  }

  close(): void {
    for (const client of this.#clients.values()) client.close();
  }

  #client({ address }: Service): Client {
    const known = this.#clients.get(address);
    if (known !== undefined) return known;
    const client = new Client(address, this.#system.credentials, { 'grpc.enable_retries': 0 });
    this.#clients.set(address, client);
    return client;
  }
}

function receiveFirst(client: Client, path: string, bytes: Buffer, letInMs: number, done: Done): void {
  const call = client.makeServerStreamRequest(path, asIs, asIs, bytes, within(DEADLINE_MS));
  const letIn = (): void => {
    clearTimeout(timer);
    call.cancel();
    done(null);
  };
  const timer = setTimeout(letIn, letInMs);
  call.on('data', letIn);
  call.on('end', letIn);
  call.on('error', (error: ServiceError) => {
    clearTimeout(timer);
    done(error);
  });
}

/** The second message of a stream must be validated like the first. */
function sendTwice(client: Client, path: string, bytes: Buffer, done: Done): void {
  const call = client.makeClientStreamRequest(path, asIs, asIs, within(DEADLINE_MS), done);
  // The response carries the error.
  call.on('error', () => undefined);
  call.write(bytes);
  call.write(bytes);
  call.end();
}

function within(ms: number) {
  return { deadline: Date.now() + ms };
}

function asIs(bytes: Buffer): Buffer {
  return bytes;
}
