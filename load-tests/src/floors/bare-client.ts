import { Client, type ChannelCredentials } from '@grpc/grpc-js';

export interface BareClient {
  /** Resolves to the response bytes; rejects with the ServiceError of grpc-js. */
  call(request: Uint8Array): Promise<Uint8Array>;
  close(): void;
}

/**
 * A client of one method that sends bytes and does not decode the response. Subject and floor use the same client, so
 * it does not affect the difference.
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
