import { ConfigError, days, durationMs, filePath, hostPort, readEnv, secret, text, url } from '@safe-community/config';
import { readServiceConfig, type ServiceConfig } from '@safe-community/service-kit';
import { localStore, s3Store, type Verification } from './evidence/module.ts';

export interface Config {
  readonly service: ServiceConfig;
  /**
   * host:port of the officer registry, which answers queries about officers and whose ledger has the events that the
   * broker loses.
   */
  readonly officerRegistry: string;
  /** host:port of incident intake, whose ledger has the events that the broker loses. */
  readonly incidentIntake: string;
  /** The maximum wait for an answer of the registry, milliseconds. */
  readonly registryDeadlineMs: number;
  /** Folder of the keys that encrypt personal data. */
  readonly keysDir: string;
  /** Undefined without an evidence store. */
  readonly verification: Verification | undefined;
}

const DAY_MS = 86_400_000;

const VARIABLES = {
  OFFICER_REGISTRY_ADDRESS: hostPort(),
  INCIDENT_INTAKE_ADDRESS: hostPort(),
  REGISTRY_DEADLINE: durationMs().default(2_000),
  KEYS_DIR: filePath(),
  EVIDENCE_DIR: filePath().optional(),
  EVIDENCE_S3_ENDPOINT: url(['http', 'https'], 'https://s3.example.gov.ua').optional(),
  EVIDENCE_S3_REGION: text().default('us-east-1'),
  EVIDENCE_S3_BUCKET: text().optional(),
  EVIDENCE_S3_KEY_ID: text().optional(),
  EVIDENCE_S3_SECRET: secret(text()).optional(),
  EVIDENCE_VERIFIED_EVERY: days().default(30),
};

/** Throws an error that lists all problems. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const settings = readEnv(VARIABLES, env);
  const verification = verificationOf(settings);
  return {
    service: readServiceConfig(env),
    officerRegistry: settings.OFFICER_REGISTRY_ADDRESS.address,
    incidentIntake: settings.INCIDENT_INTAKE_ADDRESS.address,
    registryDeadlineMs: settings.REGISTRY_DEADLINE,
    keysDir: settings.KEYS_DIR,
    verification,
  };
}

type Settings = ReturnType<typeof readEnv<typeof VARIABLES>>;

/** A folder, a bucket, or neither. */
function verificationOf(settings: Settings): Verification | undefined {
  const { EVIDENCE_DIR, EVIDENCE_S3_ENDPOINT, EVIDENCE_VERIFIED_EVERY: everyDays } = settings;
  const { EVIDENCE_S3_BUCKET: bucket, EVIDENCE_S3_KEY_ID: accessKeyId, EVIDENCE_S3_SECRET } = settings;
  const everyMs = everyDays * DAY_MS;
  if (EVIDENCE_S3_ENDPOINT === undefined) {
    const isHalf = [bucket, accessKeyId, EVIDENCE_S3_SECRET].some((value) => value !== undefined);
    if (isHalf) throw new ConfigError(['EVIDENCE_S3_ENDPOINT is not set, but other settings of the bucket are']);
    return EVIDENCE_DIR === undefined ? undefined : { store: localStore(EVIDENCE_DIR), everyMs };
  }
  if (EVIDENCE_DIR !== undefined) throw new ConfigError(['EVIDENCE_DIR and EVIDENCE_S3_ENDPOINT are both set']);
  if (bucket === undefined || accessKeyId === undefined || EVIDENCE_S3_SECRET === undefined) {
    throw new ConfigError([
      'EVIDENCE_S3_ENDPOINT needs EVIDENCE_S3_BUCKET, EVIDENCE_S3_KEY_ID and EVIDENCE_S3_SECRET as well',
    ]);
  }
  const endpoint = EVIDENCE_S3_ENDPOINT.replace(/\/+$/, '');
  const region = settings.EVIDENCE_S3_REGION;
  return { store: s3Store({ endpoint, region, bucket, accessKeyId, secretAccessKey: EVIDENCE_S3_SECRET }), everyMs };
}
