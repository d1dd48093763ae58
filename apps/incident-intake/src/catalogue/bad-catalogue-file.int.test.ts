import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { programEnvironment, testAuditKeyFile, testFolder, testPki } from '@safe-community/testkit';
import { expect, test } from 'vitest';

test('the service does not start with an invalid catalogue file, and reports the problem', () => {
  const folder = testFolder('catalogue');
  const catalogue = { changed_by: 'office', note: 'why', categories: { fire: { sensitive: true, colour: 'red' } } };
  writeFileSync(join(folder, 'catalogue.json'), JSON.stringify(catalogue));
  writeFileSync(join(folder, 'callers.json'), JSON.stringify({ callers: [] }));
  const { caFile, identities } = testPki();
  const { certFile, keyFile } = identities['incident-intake'];
  const ended = spawnSync(process.execPath, [fileURLToPath(new URL('../main.ts', import.meta.url))], {
    encoding: 'utf8',
    env: {
      ...programEnvironment(),
      INSTALLATION: 'demonstration',
      GRPC_PORT: '0',
      DATABASE_URL: 'postgresql://127.0.0.1:1/database',
      NATS_SERVERS: '127.0.0.1:1',
      TLS_CA_FILE: caFile,
      TLS_CERT_FILE: certFile,
      TLS_KEY_FILE: keyFile,
      CALLERS_FILE: join(folder, 'callers.json'),
      AUDIT_KEY_FILE: testAuditKeyFile(),
      CATALOGUE_FILE: join(folder, 'catalogue.json'),
      KEYS_DIR: folder,
      OFFICER_REGISTRY_ADDRESS: '127.0.0.1:1',
    },
  });
  expect(ended.status).toBe(2);
  expect(ended.stderr.trim().split('\n')).toEqual([
    '2 settings are wrong:',
    '  CATALOGUE_FILE: categories.fire.sensitive cannot be configured: what is sensitive is set by law',
    '  CATALOGUE_FILE: categories.fire must not hold the unknown colour',
  ]);
});
