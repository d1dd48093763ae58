import { readFileSync } from 'node:fs';
import { credentials, ServerCredentials, type ChannelCredentials } from '@grpc/grpc-js';

/** PEM files of one side of a mutual TLS connection. */
export interface TlsFiles {
  readonly caFile: string;
  readonly certFile: string;
  readonly keyFile: string;
}

/** A client without a certificate of our authority does not get past the handshake. */
export function serverCredentials(files: TlsFiles): ServerCredentials {
  const pair = { private_key: readFileSync(files.keyFile), cert_chain: readFileSync(files.certFile) };
  return ServerCredentials.createSsl(readFileSync(files.caFile), [pair], true);
}

export function clientCredentials(files: TlsFiles): ChannelCredentials {
  return credentials.createSsl(readFileSync(files.caFile), readFileSync(files.keyFile), readFileSync(files.certFile));
}
