import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuditKey } from '@safe-community/audit/signing';
import { writeAccessFiles } from '@safe-community/testkit/access-files';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from './config.ts';

const FILE = import.meta.filename;
const MAIL = {
  SMTP_URL: 'smtps://mail.gromada.example',
  MAIL_FROM: 'no-reply@gromada.example',
  PAGES_URL: 'https://gromada.example/',
};

let folder = '';
let env: NodeJS.ProcessEnv = {};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'intake-config-'));
  const AUDIT_KEY_FILE = join(folder, 'audit.pem');
  createAuditKey(AUDIT_KEY_FILE);
  env = {
    INSTALLATION: 'real',
    GRPC_PORT: '50052',
    DATABASE_URL: 'postgres://user:password@127.0.0.1:5432/database',
    NATS_SERVERS: 'localhost:4222',
    TLS_CA_FILE: FILE,
    TLS_CERT_FILE: FILE,
    TLS_KEY_FILE: FILE,
    KEYS_DIR: folder,
    OFFICER_REGISTRY_ADDRESS: 'registry:50051',
    AUDIT_KEY_FILE,
    ...writeAccessFiles(folder, { client: { scopes: ['incidents.report'] } }),
  };
});
afterAll(() => rmSync(folder, { recursive: true }));

test('mail is set up whole, or not at all', () => {
  expect(readConfig(env).mail).toBeUndefined();
  expect(readConfig({ ...env, ...MAIL }).mail).toEqual({
    server: { url: MAIL.SMTP_URL },
    from: MAIL.MAIL_FROM,
    pages: 'https://gromada.example',
  });
  const SMTP_CREDENTIALS_FILE = join(folder, 'credentials');
  writeFileSync(SMTP_CREDENTIALS_FILE, 'intake\r\npass word\n');
  expect(readConfig({ ...env, ...MAIL, SMTP_CREDENTIALS_FILE }).mail?.server.credentials).toEqual({
    user: 'intake',
    pass: 'pass word',
  });
});

test.each([
  [{ ...MAIL, SMTP_URL: '' }, 'SMTP_URL must be set as well: mail is only partly set up'],
  [{ SMTP_URL: MAIL.SMTP_URL }, 'MAIL_FROM, PAGES_URL must be set as well'],
  [{ SMTP_CREDENTIALS: 'intake\nsecret' }, 'SMTP_URL, MAIL_FROM, PAGES_URL must be set as well'],
  [{ ...MAIL, SMTP_CREDENTIALS: 'secret' }, 'SMTP_CREDENTIALS is wrong'],
  [{ ...MAIL, SMTP_URL: 'https://mail.gromada.example' }, 'SMTP_URL is wrong'],
  [{ ...MAIL, SMTP_URL: 'smtps://intake:secret@mail.gromada.example' }, 'SMTP_URL holds a user or a password'],
  [{ ...MAIL, MAIL_FROM: 'Громада <no-reply@gromada.example>' }, 'MAIL_FROM must be an e-mail address'],
])('rejects %o with a readable message that names no secret', (more, problem) => {
  const read = () => readConfig({ ...env, ...more });
  expect(read).toThrow(problem);
  expect(read).not.toThrow('secret');
});
