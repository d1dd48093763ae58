import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { credentials, type ChannelCredentials } from '@grpc/grpc-js';
import { pkiFiles, type Pki, type PkiName } from '@safe-community/local-stack';
import { inject } from 'vitest';
import './provided-context.ts';

/** The certificates of this run: paths of PEM files. */
export function testPki(): Pki {
  return pkiFiles(join(inject('ground').folder, 'pki'));
}

/** Credentials of the demo client, or of the service `name`, for a gRPC channel to localhost. */
export function demoClientCredentials(name: PkiName = 'client'): ChannelCredentials {
  const { caFile, identities } = testPki();
  const { keyFile, certFile } = identities[name];
  return credentials.createSsl(readFileSync(caFile), readFileSync(keyFile), readFileSync(certFile));
}
