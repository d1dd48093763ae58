import { Client, type ChannelCredentials } from '@grpc/grpc-js';

export interface BareClient {
  /** The bytes of the answer; rejects with the ServiceError of grpc-js. */
  call(request: Uint8Array): Promise<Uint8Array>;
  close(): void;
}

/**
 * A client of one method that sends bytes and leaves the answer as it comes: subject and floor are called by the same,
 * so that what the caller does is no part of the difference.
 * @param path "/safecommunity.officers.v1.OfficerRegistryService/GetOfficer"
 */
export function openBareClient(address: string, credentials: ChannelCredentials, path: string): BareClient {
  const client = new Client(address, credentials);
  return {
    call: (request) =>
      new Promise((resolve, reject) => {
        const answer = (error: Error | null, response?: Buffer): void =>
          error !== null || response === undefined ? reject(error ?? new Error('no answer')) : resolve(response);
        client.makeUnaryRequest(path, toBuffer, same, request, answer);
      }),
    close: () => client.close(),
  };
}

const same = (bytes: Buffer): Buffer => bytes;

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
