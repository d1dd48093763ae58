import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAuditKey } from '@safe-community/audit/signing';
import { DEV_ISSUER, keptSigningKey, publicHalf } from '@safe-community/security/dev-issuer';
import { allScopes, declaredScopes } from '@safe-community/grpc-kit';
import { SERVICES, type DatabaseUrls, type Pki, type ServiceName } from '@safe-community/local-stack';
import { writeAccessFiles } from '@safe-community/testkit/access-files';
import { BUILT_IN_POLICY, loadPolicy } from '@safe-community/security/policy';
import { createKeyFile } from '@safe-community/security/encryption';

/** Inputs of the environments of the services. */
export interface Surroundings {
  readonly folder: string;
  readonly pki: Pki;
  readonly ports: Readonly<Record<ServiceName, number>>;
  readonly natsPort: number;
  readonly mailPort: number;
  readonly databaseUrls: Readonly<Record<ServiceName, DatabaseUrls>>;
}

/** Writes the files that the services read: keys, token keys, and callers. */
export async function writeFiles(folder: string): Promise<void> {
  mkdirSync(join(folder, 'logs'), { recursive: true });
  for (const service of SERVICES) {
    createKeyFile(keysDirOf(folder, service), 'first');
    createAuditKey(auditKeyOf(folder, service));
  }
  const key = await keptSigningKey(signingKeyOf(folder));
  writeFileSync(publicKeysOf(folder), JSON.stringify({ keys: [publicHalf(key)] }));
  const scopes = allScopes();
  // One caller per scope, which lacks only that scope.
  const lackingOne = scopes.map((lacking) => [
    callerWithout(lacking),
    { scopes: scopes.filter((scope) => scope !== lacking) },
  ]);
  writeAccessFiles(folder, {
    client: { scopes },
    gateway: { scopes: publicScopes() },
    ...Object.fromEntries(lackingOne),
    ...Object.fromEntries(SERVICES.map((service) => [service, { scopes: ['ledger.read', 'officers.read'] }])),
  });
}

/** What the role of the public pages may do. */
function publicScopes(): readonly string[] {
  const role = loadPolicy(BUILT_IN_POLICY, declaredScopes()).roles.get('public-page');
  return role?.grants.flatMap(({ scopes }) => [...scopes]) ?? [];
}

/** Name of the caller that has every scope but this one. */
export function callerWithout(scope: string): string {
  return `all-but-${scope}`;
}

/** The environment of a service. */
export function environmentOf(service: ServiceName, surroundings: Surroundings): NodeJS.ProcessEnv {
  const { folder, pki, ports, natsPort, mailPort, databaseUrls } = surroundings;
  const { certFile, keyFile } = pki.identities[service];
  return {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? join(folder, 'compile-cache'),
    INSTALLATION: 'demonstration',
    GRPC_PORT: String(ports[service]),
    DATABASE_URL: databaseUrls[service].service,
    NATS_SERVERS: `localhost:${natsPort}`,
    TLS_CA_FILE: pki.caFile,
    TLS_CERT_FILE: certFile,
    TLS_KEY_FILE: keyFile,
    CALLERS_FILE: join(folder, 'callers.json'),
    POLICY_FILE: join(folder, 'policy.json'),
    TOKEN_ISSUER: DEV_ISSUER,
    TOKEN_JWKS: publicKeysOf(folder),
    AUDIT_KEY_FILE: auditKeyOf(folder, service),
    KEYS_DIR: keysDirOf(folder, service),
    OFFICER_REGISTRY_ADDRESS: `localhost:${ports['officer-registry']}`,
    INCIDENT_INTAKE_ADDRESS: `localhost:${ports['incident-intake']}`,
    // Most rows run without it; to statistics it is then unavailable.
    CAMERA_ROLLOUT_ADDRESS: `localhost:${ports['camera-rollout']}`,
    SMTP_URL: `smtp://127.0.0.1:${mailPort}`,
    MAIL_FROM: 'no-reply@gromada.example',
    PAGES_URL: 'https://gromada.example',
    LOG_LEVEL: 'info',
  };
}

/** The environment of the migrations of a database. */
export function environmentOfMigrations(ownerUrl: string): NodeJS.ProcessEnv {
  const { PATH, HOME, NODE_COMPILE_CACHE } = process.env;
  return { PATH, HOME, NODE_COMPILE_CACHE, INSTALLATION: 'demonstration', DATABASE_OWNER_URL: ownerUrl };
}

/** The key that signs the tokens of this system. */
export function signingKeyOf(folder: string): string {
  return join(folder, 'keys', 'token-issuer.json');
}

function publicKeysOf(folder: string): string {
  return join(folder, 'keys', 'jwks.json');
}

function keysDirOf(folder: string, service: ServiceName): string {
  return join(folder, 'keys', service);
}

function auditKeyOf(folder: string, service: ServiceName): string {
  return join(folder, 'keys', 'audit', `${service}.pem`);
}
