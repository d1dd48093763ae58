import grpc from 'k6/net/grpc';
import { Counter, Rate } from 'k6/metrics';
import { TLS } from './settings.ts';

/** A client of one service; each virtual user has its own connection. */
export interface Service {
  /**
   * @param rpc "safecommunity.officers.v1.OfficerRegistryService/GetOfficer"
   * @param more errors that are valid answers, such as NOBODY_RESPONSIBLE; tags of the metrics.
   * @returns the response as JSON; undefined on an error.
   */
  call<T extends object>(rpc: string, request: object, more?: CallOptions): Promise<T | undefined>;
  /** A client-streaming call. */
  stream(rpc: string, tags?: Tags): grpc.Stream;
}

export type Tags = Readonly<Record<string, string>>;

interface CallOptions {
  readonly fine?: readonly number[];
  readonly tags?: Tags;
}

/** For each call or page under an SLO: whether it was answered correctly. */
export const answered = new Rate('answered');
/** Failed calls by status code. */
export const failed = new Counter('failed');

/** Marks all traffic of load tests: statistics does not count it. */
const METADATA = { baggage: 'sc-test=true' };

/** Only in the init context: k6 loads contracts only there. */
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
