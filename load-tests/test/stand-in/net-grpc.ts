import { Client as GrpcClient, credentials, Metadata, status, type ClientWritableStream } from '@grpc/grpc-js';
import { Contracts } from './contracts.ts';
import { pathOf } from './path-of.ts';
import { addSample } from './samples.ts';

/*
 * Replaces k6/net/grpc: a thin wrapper around a real client, as far as our scripts use it. It is as strict as k6:
 * contracts are loaded only at the top level, connections are opened only later.
 */

export const StatusOK = status.OK;
export const StatusNotFound = status.NOT_FOUND;

interface Params {
  readonly metadata?: Readonly<Record<string, string>>;
  readonly tags?: object;
}

interface ConnectParams {
  readonly tls: { readonly cacerts: readonly string[]; readonly cert: string; readonly key: string };
}

export class Client {
  #contracts: Contracts | undefined;
  #client: GrpcClient | undefined;

  loadProtoset(path: string): void {
    this.#contracts = new Contracts(pathOf(path));
  }

  connect(address: string, { tls }: ConnectParams): void {
    const [ca, key, cert] = [tls.cacerts.join('\n'), tls.key, tls.cert].map((text) => Buffer.from(text));
    this.#client = new GrpcClient(address, credentials.createSsl(ca, key, cert));
    open.push(this.#client);
  }

  async asyncInvoke(url: string, request: object, { metadata, tags }: Params = {}) {
    const [contracts, client] = [this.contracts, this.client];
    const method = contracts.method(url);
    const bytes = contracts.toBytes(method.input, request);
    const began = performance.now();
    const answer = await new Promise<{ status: number; message?: object; error?: object }>((resolve) => {
      client.makeUnaryRequest(`/${url}`, same, same, bytes, toMetadata(metadata), (error, response) => {
        if (error === null && response !== undefined) {
          resolve({ status: status.OK, message: contracts.toMessage(method.output, response) });
        } else resolve({ status: error?.code ?? status.UNKNOWN, error: { message: error?.details } });
      });
    });
    addSample('grpc_req_duration', performance.now() - began, tags);
    return answer;
  }

  get contracts(): Contracts {
    if (this.#contracts === undefined) throw new Error('no contracts were loaded');
    return this.#contracts;
  }

  get client(): GrpcClient {
    if (this.#client === undefined) throw new Error('no gRPC connection, you must call connect first');
    return this.#client;
  }
}

/** A client-streaming call. */
export class Stream {
  readonly #call: ClientWritableStream<Buffer>;
  readonly #listeners = new Map<string, (data?: object) => void>();
  readonly #toBytes: (value: object) => Buffer;

  constructor({ contracts, client }: Client, url: string, { metadata }: Params = {}) {
    const method = contracts.method(url);
    this.#toBytes = (value) => contracts.toBytes(method.input, value);
    this.#call = client.makeClientStreamRequest(`/${url}`, same, same, toMetadata(metadata), (error, response) => {
      if (error !== null || response === undefined) this.#tell('error', { message: error?.details });
      else this.#tell('data', contracts.toMessage(method.output, response));
      this.#tell('end');
    });
  }

  on(event: string, listener: (data?: object) => void): void {
    this.#listeners.set(event, listener);
  }

  write(request: object): void {
    this.#call.write(this.#toBytes(request));
  }

  end(): void {
    this.#call.end();
  }

  #tell(event: string, data?: object): void {
    this.#listeners.get(event)?.(data);
  }
}

const open: GrpcClient[] = [];

/** As k6 does at the end of a run. */
export function closeAll(): void {
  for (const client of open.splice(0)) client.close();
}

const same = (bytes: Buffer): Buffer => bytes;

function toMetadata(entries: Readonly<Record<string, string>> = {}): Metadata {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(entries)) metadata.set(name, value);
  return metadata;
}

// k6 offers it so, and scripts import it so.
// oxlint-disable-next-line import/no-default-export
export default { Client, Stream, StatusOK, StatusNotFound };
