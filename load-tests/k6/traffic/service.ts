import grpc from 'k6/net/grpc';
import { Counter, Rate } from 'k6/metrics';
import { TLS } from './settings.ts';

/** A service that is called; each virtual user has a connection of its own. */
export interface Service {
  /**
   * @param rpc "safecommunity.officers.v1.OfficerRegistryService/GetOfficer"
   * @param more refusals that are a right answer all the same, as nobody being responsible; tags for the figures.
   * @returns the answer as JSON; undefined when it was refused or failed.
   */
  call<T extends object>(rpc: string, request: object, more?: CallOptions): Promise<T | undefined>;
  /** A call that sends many messages and gets one. */
  stream(rpc: string, tags?: Tags): grpc.Stream;
}

export type Tags = Readonly<Record<string, string>>;

interface CallOptions {
  readonly fine?: readonly number[];
  readonly tags?: Tags;
}

/** Of every call that a promise is about: whether it was answered as it should be. */
export const answered = new Rate('answered');
/** Calls that were not, by their status code. */
const failed = new Counter('failed');

/** All traffic of load tests: events of it are left out of every count. */
const METADATA = { baggage: 'synthetic=true' };

/** In the outermost part of a script: k6 reads contracts only there. */
export function openService(address: string): Service {
  const client = new grpc.Client();
  client.loadProtoset('../../../packages/contracts/src/gen/descriptors.binpb');
  let isConnected = false;
  const connect = (): void => {
    if (isConnected) return;
    client.connect(address, { tls: { cacerts: [TLS.ca], cert: TLS.cert, key: TLS.key } });
    isConnected = true;
  };
  return {
    async call<T extends object>(rpc: string, request: object, { fine = [], tags = {} }: CallOptions = {}) {
      connect();
      const tagged = { rpc: rpc.split('/')[1] ?? rpc, ...tags };
      const response = await client.asyncInvoke(rpc, request, { metadata: METADATA, tags: tagged });
      const isOk = response.status === grpc.StatusOK;
      answered.add(isOk || fine.includes(response.status), tagged);
      if (!isOk && !fine.includes(response.status)) failed.add(1, { ...tagged, code: String(response.status) });
      return isOk ? (response.message as T) : undefined;
    },
    stream(rpc, tags = {}) {
      connect();
      return new grpc.Stream(client, rpc, { metadata: METADATA, tags: { rpc: rpc.split('/')[1] ?? rpc, ...tags } });
    },
  };
}
