import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuditKey } from '@safe-community/audit/signing';
import { SERVICES } from '@safe-community/local-stack';
import { writeAccessFiles } from '@safe-community/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { DOCS } from './document.ts';

// `apps/cli/src/up/up.int.test.ts` looks at what the processes of a local run listen on.

interface ConfigFile {
  readonly readConfig: (env: NodeJS.ProcessEnv) => {
    readonly service: { readonly host: string; readonly healthPort?: number };
  };
}

/** Every variable that a service must have, and a port of its health service, which has the same host. */
const [FILE, FOLDER] = [import.meta.filename, import.meta.dirname];
const ENV = {
  INSTALLATION: 'real',
  GRPC_PORT: '50051',
  HTTP_PORT: '8080',
  HEALTH_PORT: '8081',
  DATABASE_URL: 'postgres://user:password@127.0.0.1:5432/database',
  NATS_SERVERS: 'localhost:4222',
  TLS_CA_FILE: FILE,
  TLS_CERT_FILE: FILE,
  TLS_KEY_FILE: FILE,
  FORM_SECRET_FILE: FILE,
  KEYS_DIR: FOLDER,
  OFFICER_REGISTRY_ADDRESS: 'registry:50051',
  INCIDENT_INTAKE_ADDRESS: 'intake:50052',
  CAMERA_ROLLOUT_ADDRESS: 'rollout:50053',
  STATISTICS_ADDRESS: 'statistics:50054',
};

test.each([...SERVICES, 'gateway'] as const)(
  '%s listens on the loopback address only, unless it is configured otherwise',
  async (name) => {
    const { readConfig } = (await import(join(DOCS, `../apps/${name}/src/config.ts`))) as ConfigFile;
    const folder = mkdtempSync(join(tmpdir(), 'access-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const AUDIT_KEY_FILE = join(folder, 'audit.pem');
    createAuditKey(AUDIT_KEY_FILE);
    const env = { ...ENV, AUDIT_KEY_FILE, ...writeAccessFiles(folder, { client: { scopes: ['incidents.report'] } }) };
    expect(readConfig(env).service.host).toBe('127.0.0.1');
    const open = readConfig({ ...env, GRPC_HOST: '0.0.0.0', HTTP_HOST: '0.0.0.0' });
    expect(open.service.host).toBe('0.0.0.0');
  },
);
