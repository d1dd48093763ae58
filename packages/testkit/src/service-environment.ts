import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { allScopes } from '@safe-community/grpc-kit';
import type { PkiName } from '@safe-community/local-stack';
import { createKeyFile } from '@safe-community/security/encryption';
import { bundledProgram } from './bundled-program.ts';
import { programEnvironment } from './service-process.ts';
import { testAuditKeyFile } from './test-audit-key.ts';
import { testFolder } from './test-folder.ts';
import type { TestNats } from './test-nats.ts';
import { testPki } from './test-pki.ts';
import { writeAccessFiles, type WrittenCaller } from './write-access-files.ts';

interface ServiceEnvironmentSpec {
  /** The certificate that it presents. */
  readonly identity: PkiName;
  /** Where it serves gRPC. */
  readonly port: number;
  readonly databaseUrl: string;
  readonly nats: Pick<TestNats, 'port'>;
  /** Who may call; by default only `client`, with every scope. */
  readonly callers?: Readonly<Record<string, WrittenCaller>>;
}

/** The environment that every service needs as a process of its own. Start its broker with TLS. */
export function serviceEnvironment(spec: ServiceEnvironmentSpec): Record<string, string> {
  const { caFile, identities } = testPki();
  const { certFile, keyFile } = identities[spec.identity];
  return {
    INSTALLATION: 'demonstration',
    GRPC_PORT: String(spec.port),
    DATABASE_URL: spec.databaseUrl,
    NATS_SERVERS: `localhost:${spec.nats.port}`,
    TLS_CA_FILE: caFile,
    TLS_CERT_FILE: certFile,
    TLS_KEY_FILE: keyFile,
    ...writeAccessFiles(testFolder('access'), spec.callers ?? { client: { scopes: allScopes() } }),
    AUDIT_KEY_FILE: testAuditKeyFile(),
  };
}

/** A KEYS_DIR for a service that encrypts personal data: a new folder with one key. */
export function testKeysDir(): string {
  const keysDir = testFolder('keys');
  createKeyFile(keysDir, 'first');
  return keysDir;
}

/** Runs the migrations of a service as its image does: in a process of their own. */
export async function runMigrations(program: string, ownerUrl: string): Promise<void> {
  await promisify(execFile)(process.execPath, [await bundledProgram(program)], {
    env: { ...programEnvironment(), INSTALLATION: 'demonstration', DATABASE_OWNER_URL: ownerUrl },
  });
}
