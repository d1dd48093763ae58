import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { credentials, loadPackageDefinition, type ChannelCredentials } from '@grpc/grpc-js';
import { loadSync, type Options } from '@grpc/proto-loader';

const PKI = process.env['SAFE_COMMUNITY_PKI'] ?? '.local/pki';
export const INCIDENT_INTAKE = process.env['INCIDENT_INTAKE_ADDRESS'] ?? 'localhost:8052';

/** As the types were generated: names as in the protos, enums and 64-bit numbers as strings. */
const OPTIONS: Options = { keepCase: true, longs: String, enums: String, defaults: true, oneofs: true };

/** Mutual TLS with the three PEM files of the calling system. */
export function mutualTls(): ChannelCredentials {
  const [ca, key, certificate] = ['ca.pem', 'client-key.pem', 'client.pem'].map((name) =>
    readFileSync(join(PKI, name)),
  );
  return credentials.createSsl(ca, key, certificate);
}

/** Loads a proto file; its type is the `ProtoGrpcType` that proto-loader-gen-types made of the same file. */
export function load(folder: string, file: string): unknown {
  return loadPackageDefinition(loadSync(file, { ...OPTIONS, includeDirs: [folder] }));
}
