import { filePath, flag, hostPort, oneOf, port, readEnv, text, url, wholeNumber } from '@safe-community/config';
import { INSTALLATIONS, type Installation } from '@safe-community/domain-kit';
import type { TlsFiles } from '@safe-community/grpc-kit';
import {
  CERTIFICATE_VARIABLES,
  expiryBoundOf,
  PROCESS_VARIABLES,
  processConfigOf,
  type ExpiryBound,
  type ProcessConfig,
} from '@safe-community/service-kit/process';
import type { Owner } from './about/module.ts';
import type { MaxConnections } from './web/module.ts';

/** Of a replica. */
const MAX_CONNECTIONS = 5_000;

/** One line of text. */
const OWNER = /^[^\p{Cc}]{2,200}$/u;

const VARIABLES = {
  INSTALLATION: oneOf(INSTALLATIONS),
  HTTP_HOST: text({ expects: 'an address to listen on', example: '127.0.0.1' }).default('127.0.0.1'),
  HTTP_PORT: port(),
  TRUSTED_PROXIES: wholeNumber({ min: 0, max: 5 }).default(0),
  REQUESTS_PER_SECOND: wholeNumber({ min: 1, max: 100_000 }).default(50),
  REQUESTS_AT_ONCE: wholeNumber({ min: 1, max: 1_000_000 }).default(200),
  CONNECTIONS_PER_ADDRESS: wholeNumber({ min: 1, max: MAX_CONNECTIONS }).default(200),
  CONNECTIONS_PER_NETWORK: wholeNumber({ min: 1, max: MAX_CONNECTIONS }).default(2_000),
  SECURITY_CONTACT: text({
    expects: 'mailto:, https: or tel:, without blanks',
    example: 'mailto:security@gromada.example',
    form: /^(mailto|https|tel):[\x21-\x7e]{1,200}$/,
  }).optional(),
  OWNER_NAME: text({ expects: 'who runs this installation', example: 'Вінницька міська рада', form: OWNER }).optional(),
  OWNER_ADDRESS: text({
    expects: 'a postal address',
    example: '21050, м. Вінниця, вул. Соборна, 59',
    form: OWNER,
  }).optional(),
  OWNER_PHONE: text({
    expects: 'a phone number',
    example: '+380 432 00 00 00',
    form: /^\+?[\d ()-]{3,30}$/,
  }).optional(),
  OWNER_EMAIL: text({
    expects: 'an e-mail address',
    example: 'info@gromada.example',
    form: /^[\w.+-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/i,
  }).optional(),
  FORMS_PER_SECOND: wholeNumber({ min: 1, max: 100_000 }).default(20),
  FORMS_AT_ONCE: wholeNumber({ min: 1, max: 1_000_000 }).default(200),
  FORM_SECRET_FILE: filePath(),
  OFFLINE_PAGE: flag().default(true),
  FILLING_FILE: filePath({ mustExist: false }).optional(),
  PUBLIC_URL: url(['http', 'https'], 'https://gromada.example').optional(),
  PHOTO_STORE_URL: text({
    expects: 'an https: address without user, query, and fragment',
    example: 'https://photos.gromada.example/officers',
    form: /^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)*(:([1-9]\d{0,3}|[1-5]\d{4}))?(\/[A-Za-z0-9._~-]+)*\/?$/,
  }).optional(),
  OFFICER_REGISTRY_ADDRESS: hostPort(),
  INCIDENT_INTAKE_ADDRESS: hostPort(),
  CAMERA_ROLLOUT_ADDRESS: hostPort(),
  STATISTICS_ADDRESS: hostPort(),
  TLS_CA_FILE: filePath(),
  TLS_CERT_FILE: filePath(),
  TLS_KEY_FILE: filePath(),
  ...CERTIFICATE_VARIABLES,
  ...PROCESS_VARIABLES,
};

export interface Config {
  /** What the gateway and its services belong to. */
  readonly installation: Installation;
  readonly service: ProcessConfig;
  readonly port: number;
  /** Where visitors reach the gateway, without a slash at the end. */
  readonly publicUrl: string;
  /** The same as long as it was set, else empty: search engines and social networks get no address of one machine. */
  readonly origin: string;
  /** Where portraits of officers are, without a slash at the end; empty if nowhere. */
  readonly photoStore: string;
  /** Where to report a vulnerability; without it, there is no security.txt. */
  readonly securityContact: string | undefined;
  /** Who runs this installation; pages say so if nobody is named. */
  readonly owner: Owner;
  /** Proxies in front of the gateway, each of which adds to X-Forwarded-For. */
  readonly trustedProxies: number;
  /** Of one address of visitors. */
  readonly rate: { readonly perSecond: number; readonly burst: number };
  /** Open at once. Behind proxies, no address has a bound of its own: all connections are theirs. */
  readonly maxConnections: MaxConnections;
  /** Of one address: forms. */
  readonly formRate: { readonly perSecond: number; readonly burst: number };
  /** Seals the forms. All replicas have the same. */
  readonly formSecretFile: string;
  /** Whether browsers keep a page for the time without a network; if not, they delete the one that they have. */
  readonly hasOfflinePage: boolean;
  /** As long as this file exists, pages say that data are still being filled in. */
  readonly fillingFile: string | undefined;
  /** host:port of the services. */
  readonly addresses: {
    readonly officerRegistry: string;
    readonly incidentIntake: string;
    readonly cameraRollout: string;
    readonly statistics: string;
  };
  /** The identity of the gateway at the services. */
  readonly tls: TlsFiles;
  readonly expiryBound: ExpiryBound;
}

/** Throws an error that lists all problems. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const settings = readEnv(VARIABLES, env);
  return {
    installation: settings.INSTALLATION,
    service: { host: settings.HTTP_HOST, ...processConfigOf(settings) },
    port: settings.HTTP_PORT,
    origin: (settings.PUBLIC_URL ?? '').replace(/\/+$/, ''),
    publicUrl: (settings.PUBLIC_URL ?? `http://localhost:${settings.HTTP_PORT}`).replace(/\/+$/, ''),
    photoStore: (settings.PHOTO_STORE_URL ?? '').replace(/\/$/, ''),
    securityContact: settings.SECURITY_CONTACT,
    owner: {
      name: settings.OWNER_NAME,
      address: settings.OWNER_ADDRESS,
      phone: settings.OWNER_PHONE,
      email: settings.OWNER_EMAIL,
    },
    trustedProxies: settings.TRUSTED_PROXIES,
    maxConnections: {
      ofAddress: settings.TRUSTED_PROXIES === 0 ? settings.CONNECTIONS_PER_ADDRESS : MAX_CONNECTIONS,
      ofNetwork: settings.TRUSTED_PROXIES === 0 ? settings.CONNECTIONS_PER_NETWORK : MAX_CONNECTIONS,
      ofAll: MAX_CONNECTIONS,
    },
    rate: { perSecond: settings.REQUESTS_PER_SECOND, burst: settings.REQUESTS_AT_ONCE },
    formRate: { perSecond: settings.FORMS_PER_SECOND, burst: settings.FORMS_AT_ONCE },
    formSecretFile: settings.FORM_SECRET_FILE,
    hasOfflinePage: settings.OFFLINE_PAGE,
    fillingFile: settings.FILLING_FILE,
    addresses: {
      officerRegistry: settings.OFFICER_REGISTRY_ADDRESS.address,
      incidentIntake: settings.INCIDENT_INTAKE_ADDRESS.address,
      cameraRollout: settings.CAMERA_ROLLOUT_ADDRESS.address,
      statistics: settings.STATISTICS_ADDRESS.address,
    },
    tls: { caFile: settings.TLS_CA_FILE, certFile: settings.TLS_CERT_FILE, keyFile: settings.TLS_KEY_FILE },
    expiryBound: expiryBoundOf(settings),
  };
}
