import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filePath, hostPort, readEnv, secret, text } from '@safe-community/config';
import type { CallsAs, TlsFiles } from '@safe-community/grpc-kit';
import ports from '@safe-community/local-stack/default-ports' with { type: 'json' };
import { pkiFiles, stateRoot } from '@safe-community/local-stack/state';
import { Problem } from '../terminal/problem.ts';

/** Options for the addresses and identity; all have defaults. */
export interface ConnectionOptions {
  /** State folder of a local run. */
  readonly home?: string;
  /** Folder with ca.pem, client.pem and client-key.pem. */
  readonly pki?: string;
  readonly officerRegistry?: string;
  readonly incidentIntake?: string;
  readonly cameraRollout?: string;
  readonly statistics?: string;
  /** File with a token of the acting person. */
  readonly tokenFile?: string;
  /** The acting person if there is no token. */
  readonly actingUser?: string;
  /** A purpose of the policy. */
  readonly purpose?: string;
}

/** host:port of each service. */
interface Addresses {
  readonly officerRegistry: string;
  readonly incidentIntake: string;
  readonly cameraRollout: string;
  readonly statistics: string;
}

export interface Endpoints {
  readonly addresses: Addresses;
  readonly tls: TlsFiles;
  readonly calls: CallsAs;
}

const VARIABLES = {
  OFFICER_REGISTRY_ADDRESS: hostPort().optional(),
  INCIDENT_INTAKE_ADDRESS: hostPort().optional(),
  CAMERA_ROLLOUT_ADDRESS: hostPort().optional(),
  STATISTICS_ADDRESS: hostPort().optional(),
  TLS_CA_FILE: filePath({ mustExist: false }).optional(),
  TLS_CERT_FILE: filePath({ mustExist: false }).optional(),
  TLS_KEY_FILE: filePath({ mustExist: false }).optional(),
  SAFE_COMMUNITY_TOKEN: secret(text()).optional(),
  SAFE_COMMUNITY_PURPOSE: text().optional(),
};

const USUAL: Addresses = {
  officerRegistry: `localhost:${ports.OFFICER_REGISTRY_PORT}`,
  incidentIntake: `localhost:${ports.INCIDENT_INTAKE_PORT}`,
  cameraRollout: `localhost:${ports.CAMERA_ROLLOUT_PORT}`,
  statistics: `localhost:${ports.STATISTICS_PORT}`,
};

/** Precedence: options, environment, state folder of a local run. */
export function findServices(options: ConnectionOptions, env: NodeJS.ProcessEnv): Endpoints {
  const settings = readEnv(VARIABLES, env);
  const root = stateRoot(options.home === undefined ? env : { ...env, SAFE_COMMUNITY_HOME: options.home });
  const local = readAddresses(join(root.dir, 'addresses.json'));
  const addresses = {
    officerRegistry: options.officerRegistry ?? settings.OFFICER_REGISTRY_ADDRESS?.address ?? local.officerRegistry,
    incidentIntake: options.incidentIntake ?? settings.INCIDENT_INTAKE_ADDRESS?.address ?? local.incidentIntake,
    cameraRollout: options.cameraRollout ?? settings.CAMERA_ROLLOUT_ADDRESS?.address ?? local.cameraRollout,
    statistics: options.statistics ?? settings.STATISTICS_ADDRESS?.address ?? local.statistics,
  };
  const { caFile, identities } = pkiFiles(options.pki ?? root.pki);
  const fromEnvironment = options.pki === undefined ? settings : undefined;
  const tls = {
    caFile: fromEnvironment?.TLS_CA_FILE ?? caFile,
    certFile: fromEnvironment?.TLS_CERT_FILE ?? identities.client.certFile,
    keyFile: fromEnvironment?.TLS_KEY_FILE ?? identities.client.keyFile,
  };
  requireFiles(tls);
  const token = options.tokenFile === undefined ? settings.SAFE_COMMUNITY_TOKEN : readToken(options.tokenFile);
  const purpose = options.purpose ?? settings.SAFE_COMMUNITY_PURPOSE;
  return { addresses, tls, calls: { token, actingUser: options.actingUser, purpose } };
}

function readAddresses(file: string): Addresses {
  return existsSync(file) ? { ...USUAL, ...(JSON.parse(readFileSync(file, 'utf8')) as Partial<Addresses>) } : USUAL;
}

function readToken(file: string): string {
  if (!existsSync(file)) throw new Problem({ uk: `Файлу токена немає: ${file}`, en: `Token file not found: ${file}` });
  return readFileSync(file, 'utf8').trim();
}

function requireFiles(tls: TlsFiles): void {
  const missing = Object.values(tls).find((file: string) => !existsSync(file));
  if (missing === undefined) return;
  throw new Problem({
    uk: `Сертифіката немає: ${missing}
Служби створюють його під час запуску: npm start`,
    en: `Certificate not found: ${missing}\nThe services create it when they start: npm start`,
  });
}
