import type { DescField } from '@bufbuild/protobuf';
import { Client, Metadata, type ServiceError } from '@grpc/grpc-js';
import { codeName } from '@safe-community/grpc-kit';
import { errorBytes } from '@safe-community/testkit/canary';
import type { Service } from '../system/service.ts';
import type { System } from '../system/system.ts';
import { OFFICIAL } from './canaries.ts';
import { serviceOf } from '../system/service-of.ts';
import { FAST_RECONNECT } from '../system/fast-reconnect.ts';
import type { Declared } from './contract.ts';
import { filledFields } from './filled-fields.ts';

const DEADLINE_MS = 10_000;

/** A method of a generated service description. */
export interface Method<Request, Response> {
  readonly path: string;
  readonly requestSerialize: (request: Request) => Buffer;
  readonly responseDeserialize: (bytes: Buffer) => Response;
}

type Done = (error: ServiceError | null, answer?: Buffer) => void;

/** Calls all services and records rejections and the responses to writes. */
export class LeakProbe {
  /** Tokens issued to reporters. */
  readonly tokens: string[] = [];
  readonly #refusals: Buffer[] = [];
  readonly #answers: Buffer[] = [];
  readonly #codes = new Map<string, number>();
  readonly #answered = new Set<string>();
  readonly #filled = new Set<DescField>();
  readonly #methods: ReadonlyMap<string, Declared>;
  readonly #system: System;
  readonly #clients = new Map<string, Client>();

  constructor(system: System, methods: readonly Declared[]) {
    this.#system = system;
    this.#methods = new Map(methods.map((method) => [method.path, method]));
  }

  /** Calls a method at its service, or at another service that has it. */
  async ask<Request, Response>(
    method: Method<Request, Response>,
    request: Request,
    at?: Service,
    actingUser?: string,
  ): Promise<Response> {
    const [answer] = await this.call(method.path, [method.requestSerialize(request)], at, actingUser);
    if (answer === undefined) throw new Error(`${method.path} ended without a response`);
    return method.responseDeserialize(answer);
  }

  /** The first messages of a streaming method. */
  async receive<Request, Response>(
    method: Method<Request, Response>,
    request: Request,
    most: number,
    at?: Service,
  ): Promise<Response[]> {
    const answers = await this.#receive(
      method.path,
      method.requestSerialize(request),
      most,
      this.#client(method.path, at),
    );
    return answers.map((bytes) => method.responseDeserialize(bytes));
  }

  /** Calls with arbitrary bytes. */
  async call(path: string, requests: readonly Buffer[], at?: Service, actingUser?: string): Promise<Buffer[]> {
    const client = this.#client(path, at);
    const answer = await new Promise<Buffer>((resolve, reject) => {
      const done: Done = (error, bytes) => (error === null && bytes ? resolve(bytes) : reject(error));
      const options = { deadline: Date.now() + DEADLINE_MS };
      const [first = Buffer.alloc(0), ...more] = requests;
      if (more.length === 0) client.makeUnaryRequest(path, asIs, asIs, first, metadata(actingUser), options, done);
      else send(client.makeClientStreamRequest(path, asIs, asIs, metadata(), options, done), requests);
    }).catch((error: unknown) => this.#refused(path, error as ServiceError));
    this.#record(path, requests, [answer]);
    return [answer];
  }

  /** The bytes of all rejections. */
  get refusals(): Buffer {
    return Buffer.concat(this.#refusals);
  }

  /** The bytes of all responses to writes. */
  get answers(): Buffer {
    return Buffer.concat(this.#answers);
  }

  /** Count of each status code. */
  get codes(): ReadonlyMap<string, number> {
    return this.#codes;
  }

  /** Fields that were filled in a successful request. */
  get filled(): ReadonlySet<DescField> {
    return this.#filled;
  }

  /** Whether the method succeeded at least once. */
  hasAnswered(path: string): boolean {
    return this.#answered.has(path);
  }

  close(): void {
    for (const client of this.#clients.values()) client.close();
  }

  #receive(path: string, request: Buffer, most: number, client: Client): Promise<Buffer[]> {
    return new Promise<Buffer[]>((resolve, reject) => {
      const answers: Buffer[] = [];
      const options = { deadline: Date.now() + DEADLINE_MS };
      const call = client.makeServerStreamRequest(path, asIs, asIs, request, metadata(), options);
      const finish = (): void => {
        this.#record(path, [request], answers);
        resolve(answers);
      };
      call.on('data', (answer: Buffer) => {
        answers.push(answer);
        if (answers.length < most) return;
        call.cancel();
        finish();
      });
      call.on('end', finish);
      call.on('error', (error: ServiceError) => reject(error));
    }).catch((error: unknown) => this.#refused(path, error as ServiceError));
  }

  #record(path: string, requests: readonly Buffer[], answers: readonly Buffer[]): void {
    const { request: type, isRead } = this.#method(path);
    this.#answered.add(path);
    for (const request of requests) for (const field of filledFields(type, request)) this.#filled.add(field);
    this.#count('OK');
    if (!isRead) this.#answers.push(...answers);
  }

  #refused(path: string, error: ServiceError): never {
    this.#refusals.push(errorBytes(error));
    this.#count(codeName(error.code));
    throw new Error(`${path} got ${codeName(error.code)}: ${error.details}`, { cause: error });
  }

  #count(code: string): void {
    this.#codes.set(code, (this.#codes.get(code) ?? 0) + 1);
  }

  #client(path: string, at = serviceOf(this.#system, path)): Client {
    const known = this.#clients.get(at.address);
    if (known !== undefined) return known;
    const client = new Client(at.address, this.#system.credentials, FAST_RECONNECT);
    this.#clients.set(at.address, client);
    return client;
  }

  #method(path: string): Declared {
    const method = this.#methods.get(path);
    if (method === undefined) throw new Error(`the contracts declare no ${path}`);
    return method;
  }
}

function asIs(bytes: Buffer): Buffer {
  return bytes;
}

function metadata(actingUser: string = OFFICIAL.actingUser): Metadata {
  const metadata = new Metadata();
  metadata.set('acting-user', actingUser);
  return metadata;
}

function send(
  call: { write(part: Buffer): unknown; end(): void; on(event: 'error', listener: () => void): unknown },
  parts: readonly Buffer[],
): void {
  // The response carries the error.
  call.on('error', () => undefined);
  for (const part of parts) call.write(part);
  call.end();
}
