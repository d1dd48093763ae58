import { ConfigError, filePath, hostPort, readEnv, secret, text, url } from '@safe-community/config';
import { readServiceConfig, type ServiceConfig } from '@safe-community/service-kit';
import { type CatalogueChange, readCatalogueFile } from './catalogue/module.ts';
import { checkAddress, type MailSettings } from './subscriptions/module.ts';

export interface Config {
  readonly service: ServiceConfig;
  /** Folder of the keys that encrypt personal data. */
  readonly keysDir: string;
  /** host:port of the officer registry, whose ledger has the events that the broker loses. */
  readonly officerRegistry: string;
  /** The configured changes of the built-in catalogue. */
  readonly catalogue?: CatalogueChange;
  /** Its file, which is read again when it has changed. */
  readonly catalogueFile?: string;
  /** Without it, residents get no mails about their reports. */
  readonly mail?: MailSettings;
}

const VARIABLES = {
  KEYS_DIR: filePath(),
  OFFICER_REGISTRY_ADDRESS: hostPort(),
  CATALOGUE_FILE: filePath().optional(),
  SMTP_URL: url(['smtps', 'smtp'], 'smtps://mail.example.gov.ua').optional(),
  SMTP_CREDENTIALS: secret(
    text({
      expects: 'a user and a password, one a line',
      example: 'user, line end, password',
      form: /^[^\n]+\n[^\n]+$/,
    }),
  ).optional(),
  MAIL_FROM: text({ expects: 'an e-mail address', example: 'no-reply@gromada.example' }).optional(),
  PAGES_URL: url(['https', 'http'], 'https://gromada.example').optional(),
};

/** Throws an error that lists all problems. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const settings = readEnv(VARIABLES, env);
  const { KEYS_DIR, OFFICER_REGISTRY_ADDRESS, CATALOGUE_FILE } = settings;
  const mail = mailOf(settings);
  return {
    service: readServiceConfig(env),
    keysDir: KEYS_DIR,
    officerRegistry: OFFICER_REGISTRY_ADDRESS.address,
    ...(CATALOGUE_FILE === undefined
      ? {}
      : { catalogue: readCatalogueFile(CATALOGUE_FILE), catalogueFile: CATALOGUE_FILE }),
    ...(mail === undefined ? {} : { mail }),
  };
}

/** All of it, or nothing. */
function mailOf(settings: ReturnType<typeof readEnv<typeof VARIABLES>>): MailSettings | undefined {
  const { SMTP_URL, SMTP_CREDENTIALS, MAIL_FROM, PAGES_URL } = settings;
  const missing = Object.entries({ SMTP_URL, MAIL_FROM, PAGES_URL }).flatMap(([name, value]) =>
    value === undefined ? [name] : [],
  );
  if (missing.length === 3 && SMTP_CREDENTIALS === undefined) return undefined;
  if (SMTP_URL === undefined || MAIL_FROM === undefined || PAGES_URL === undefined) {
    throw new ConfigError([`${missing.join(', ')} must be set as well: mail is only partly set up`]);
  }
  const { username, password } = new URL(SMTP_URL);
  const problems = [
    ...(username + password === ''
      ? []
      : ['SMTP_URL holds a user or a password: they belong into SMTP_CREDENTIALS_FILE']),
    ...checkAddress(MAIL_FROM, 'MAIL_FROM').map(({ field, rule }) => `${field} ${rule}`),
  ];
  if (problems.length > 0) throw new ConfigError(problems);
  const [user = '', pass = ''] = SMTP_CREDENTIALS?.split('\n').map((line) => line.trim()) ?? [];
  return {
    server: { url: SMTP_URL, ...(SMTP_CREDENTIALS === undefined ? {} : { credentials: { user, pass } }) },
    from: MAIL_FROM,
    pages: PAGES_URL.replace(/\/+$/, ''),
  };
}
