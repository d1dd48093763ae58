import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEV_ISSUER } from '@safe-community/security/dev-issuer';
import { SERVICES, type DatabaseUrls, type Pki, type ServiceName, type StateRoot } from '@safe-community/local-stack';
import { keysDirOf } from '../keys/keys-dir.ts';

export type Ports = Readonly<Record<ServiceName, number>>;

/** The environment of a local run that services depend on. */
export interface Surroundings {
  readonly root: StateRoot;
  readonly pki: Pki;
  readonly ports: Ports;
  readonly natsPort: number;
  /** The sync setting of the broker, and where services can check it. */
  readonly natsSync: string;
  readonly natsMonitorUrl: string | undefined;
  readonly callersFile: string;
  /** The server that takes the mails to residents, and where their links lead; undefined if none are sent. */
  readonly mail?: { readonly port: number; readonly pages: string };
  /** JWKS URL of the local token issuer. */
  readonly tokenKeys: string;
  readonly databaseUrls: Readonly<Record<ServiceName, DatabaseUrls>>;
}

/** Path of a program of a service: "main" or "migrate". */
export function programOf(service: ServiceName, program: 'main' | 'migrate'): string {
  return fileURLToPath(new URL(`../../../${service}/src/${program}.ts`, import.meta.url));
}

/** Folder of the evidence store of a local run. */
export function evidenceDirOf(root: StateRoot): string {
  return join(root.dir, 'evidence');
}

/** Folder of the mails that a local run would send. */
export function mailDirOf(root: StateRoot): string {
  return join(root.dir, 'mail');
}

/** File of the key that signs the audit checkpoints of a service. */
export function auditKeyOf(root: StateRoot, service: ServiceName): string {
  return join(root.dir, 'keys', 'audit', `${service}.pem`);
}

/** File of the secret that seals the forms of the gateway. */
export function formSecretOf(root: StateRoot): string {
  return join(root.dir, 'keys', 'gateway', 'form-secret');
}

/** It exists until the main job is done: pages say that their figures are not complete. */
export function fillingFileOf(root: StateRoot): string {
  return join(root.dir, 'filling');
}

export function addressOf(ports: Ports, service: ServiceName): string {
  return `localhost:${ports[service]}`;
}

/** The complete environment of a service process. */
export function environmentOf(service: ServiceName, surroundings: Surroundings): NodeJS.ProcessEnv {
  const { root, pki, ports, natsPort, natsSync, natsMonitorUrl, callersFile, tokenKeys, databaseUrls, mail } =
    surroundings;
  const { certFile, keyFile } = pki.identities[service];
  return {
    // By default glibc uses more arenas and keeps unused memory; two suffice for one busy thread.
    MALLOC_ARENA_MAX: '2',
    ...inherited(),
    INSTALLATION: 'demonstration',
    GRPC_HOST: '127.0.0.1',
    GRPC_PORT: String(ports[service]),
    DATABASE_URL: databaseUrls[service].service,
    NATS_SERVERS: `localhost:${natsPort}`,
    NATS_SYNC: natsSync,
    NATS_MONITOR_URLS: natsMonitorUrl,
    TLS_CA_FILE: pki.caFile,
    TLS_CERT_FILE: certFile,
    TLS_KEY_FILE: keyFile,
    CALLERS_FILE: callersFile,
    TOKEN_ISSUER: DEV_ISSUER,
    TOKEN_JWKS: tokenKeys,
    AUDIT_KEY_FILE: auditKeyOf(root, service),
    KEYS_DIR: keysDirOf(root, service),
    ...(mail && {
      SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
      MAIL_FROM: 'no-reply@gromada.example',
      PAGES_URL: mail.pages,
    }),
    EVIDENCE_DIR: evidenceDirOf(root),
    OFFICER_REGISTRY_ADDRESS: addressOf(ports, 'officer-registry'),
    INCIDENT_INTAKE_ADDRESS: addressOf(ports, 'incident-intake'),
    CAMERA_ROLLOUT_ADDRESS: addressOf(ports, 'camera-rollout'),
  };
}

/** Path of the gateway's program. */
export const GATEWAY_PROGRAM = fileURLToPath(new URL('../../../gateway/src/main.ts', import.meta.url));

/** The complete environment of the gateway. It has an identity of its own, no database, and no key of any data. */
export function environmentOfGateway(
  port: number,
  { root, pki, ports }: Pick<Surroundings, 'root' | 'pki' | 'ports'>,
): NodeJS.ProcessEnv {
  const { certFile, keyFile } = pki.identities.gateway;
  return {
    MALLOC_ARENA_MAX: '2',
    ...inherited([...PASSED_ON, ...PASSED_TO_GATEWAY]),
    INSTALLATION: 'demonstration',
    HTTP_HOST: '127.0.0.1',
    HTTP_PORT: String(port),
    FORM_SECRET_FILE: formSecretOf(root),
    FILLING_FILE: fillingFileOf(root),
    TLS_CA_FILE: pki.caFile,
    TLS_CERT_FILE: certFile,
    TLS_KEY_FILE: keyFile,
    OFFICER_REGISTRY_ADDRESS: addressOf(ports, 'officer-registry'),
    INCIDENT_INTAKE_ADDRESS: addressOf(ports, 'incident-intake'),
    CAMERA_ROLLOUT_ADDRESS: addressOf(ports, 'camera-rollout'),
    STATISTICS_ADDRESS: addressOf(ports, 'statistics'),
  };
}

/** The complete environment of the migrations, in the order of SERVICES: only they get the credentials of the owners. */
export function environmentOfMigrations(databaseUrls: Surroundings['databaseUrls']): NodeJS.ProcessEnv {
  return {
    ...inherited(),
    INSTALLATION: 'demonstration',
    DATABASE_OWNER_URLS: SERVICES.map((service) => databaseUrls[service].owner).join(' '),
  };
}

/** The only variables of our environment that services inherit. */
const PASSED_ON = [
  'PATH',
  'HOME',
  'TZ',
  'NODE_OPTIONS',
  // Stripped and compiled code: faster starts, less memory.
  'NODE_COMPILE_CACHE',
  'MALLOC_ARENA_MAX',
  'LOG_LEVEL',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_LOGS_EXPORTER',
  'OTEL_METRICS_EXPORTER',
  'OTEL_RESOURCE_ATTRIBUTES',
  'OTEL_TRACES_SAMPLER_ARG',
];

/** For load tests, which come from one address; and whom the pages name. */
const PASSED_TO_GATEWAY = [
  'TRUSTED_PROXIES',
  'REQUESTS_PER_SECOND',
  'REQUESTS_AT_ONCE',
  'FORMS_PER_SECOND',
  'FORMS_AT_ONCE',
  'CONNECTIONS_PER_ADDRESS',
  'CONNECTIONS_PER_NETWORK',
  'OWNER_NAME',
  'OWNER_ADDRESS',
  'OWNER_PHONE',
  'OWNER_EMAIL',
  'SECURITY_CONTACT',
];

function inherited(names: readonly string[] = PASSED_ON): NodeJS.ProcessEnv {
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}
