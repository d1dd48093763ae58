import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAuditKey } from '@safe-community/audit/signing';
import { loadKeyring } from '@safe-community/security/encryption';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rolesOf } from '../src/compose/database-roles.ts';
import { plainRules } from '../src/compose/plain-rules.ts';
import { prepare } from '../src/compose/prepare.ts';
import { composeProblems, readCompose, type Compose } from '../src/policy/compose.ts';
import { runTool } from '../src/rendered/tools.ts';

const FILE = join(import.meta.dirname, '../compose/compose.yaml');
const OBJECTS = join(import.meta.dirname, '../kubernetes/components/observability');

describe('the compose file', () => {
  it('is valid, and everything it references exists', () => {
    expect(composeProblems(readCompose(FILE))).toEqual([]);
  });

  it.each<[string, (file: Compose) => unknown, RegExp]>([
    [
      'a missing folder',
      ({ services }) => (services['statistics']!.volumes![1]!.source = '/nowhere'),
      /mounts \/nowhere/,
    ],
    ['an open port', ({ services }) => (services['statistics']!.ports![0]!.host_ip = '0.0.0.0'), /open to the network/],
    [
      'an unknown address',
      ({ services }) => (services['statistics']!.environment!['NATS_SERVERS'] = 'nuts:4222'),
      /nuts:4222/,
    ],
    ['capabilities', ({ services }) => delete services['statistics']!.cap_drop, /statistics keeps capabilities/],
    [
      'open pages',
      ({ services }) => (services['gateway']!.ports![0]!.host_ip = '0.0.0.0'),
      /gateway has port 8080 open to the network/,
    ],
    ['an image tag that moves', ({ services }) => (services['nats']!.image = 'nats:latest'), /nats:latest/],
    [
      'a key that is not mounted',
      ({ services }) => (services['statistics']!.environment!['TLS_KEY_FILE'] = '/tls/key'),
      /TLS_KEY_FILE/,
    ],
  ])('finds %s', (_, spoil, complaint) => {
    const file = readCompose(FILE);
    spoil(file);
    expect(composeProblems(file).join('\n')).toMatch(complaint);
  });

  it('has a configuration that Prometheus accepts', () => {
    expect(runTool('promtool', ['check', 'config', join(FILE, '../prometheus.yaml')])).toContain('SUCCESS');
  });
});

describe('generated files for the containers', () => {
  let out: string;
  const read = (file: string): string => readFileSync(join(out, file), 'utf8');

  beforeAll(async () => {
    out = mkdtempSync(join(tmpdir(), 'safe-community-compose-'));
    await prepare(out, OBJECTS);
  });

  afterAll(() => rmSync(out, { recursive: true }));

  it.each(['officer-registry', 'incident-intake', 'camera-rollout', 'statistics', 'nats', 'client', 'gateway'])(
    'the certificate of %s is issued by the common authority',
    (name) => {
      const certificate = new X509Certificate(read(`${name}/tls/tls.crt`));
      expect(certificate.verify(new X509Certificate(read('postgres/ca.crt')).publicKey)).toBe(true);
      expect(certificate.checkPrivateKey(createPrivateKey(read(`${name}/tls/tls.key`)))).toBe(true);
      expect(certificate.subject).toBe(`CN=${name}`);
    },
  );

  it('include keys that services accept', () => {
    expect(loadKeyring(join(out, 'incident-intake/keys')).activeId).toBe('local-1');
    expect(readAuditKey(join(out, 'statistics/audit/audit.pem'))).toBeDefined();
    expect(read('gateway/forms/secret')).toMatch(/^.{44}$/);
  });

  it('give each service its own database role', () => {
    expect(read('statistics/database/url')).toMatch(
      /^postgresql:\/\/statistics_service:[\w-]{32}@postgres:5432\/statistics\?/,
    );
    expect(read('statistics-owner/database-owner/url')).toMatch(/^postgresql:\/\/statistics:[\w-]{32}@/);
  });

  it('include operator rules that are valid for Prometheus', () => {
    const rules = plainRules(`apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: some
spec:
  groups:
    - name: one
      rules:
        - record: a:b
          expr: |
            sum(
              a)
`);
    const file = join(out, 'some.yaml');
    writeFileSync(file, rules);
    expect(runTool('promtool', ['check', 'rules', file])).toContain('SUCCESS: 1 rules found');
    expect(() => plainRules('kind: PrometheusRule')).toThrow('contains no Prometheus rules');
  });

  it('are generated once', async () => {
    const before = read('postgres/roles.sql');
    await prepare(out, OBJECTS);
    expect(read('postgres/roles.sql')).toBe(before);
  });

  it('use the roles of the runbook', () => {
    const runbook = readFileSync(join(import.meta.dirname, '../../docs/runbooks/database-roles.md'), 'utf8');
    const [, statements = ''] = /<!-- run: roles -->\n```sql\n([^`]*)```/.exec(runbook) ?? [];
    const passwords = ['OWNER-PASSWORD', 'SERVICE-PASSWORD', 'READER-PASSWORD'];
    const { sql } = rolesOf('incident_intake', { host: 'postgres', newPassword: () => passwords.shift() ?? '' });
    expect(sql).toBe(statements);
  });
});
