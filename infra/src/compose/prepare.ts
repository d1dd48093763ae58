/**
 * Creates what the containers on a laptop need: certificates, passwords, keys, and the SQL that creates roles and
 * databases. Existing files stay, because existing data depends on them.
 *
 *     node prepare.ts /out /objects     one folder per container that needs files; the objects of a cluster
 */
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { newAuditKey } from '@safe-community/audit/signing';
import { issueAuthority, issueLeaf, SERVICES, type Issued } from '@safe-community/local-stack';
import { createKeyFile } from '@safe-community/security/encryption';
import { rolesOf } from './database-roles.ts';
import { plainRules } from './plain-rules.ts';

/** What its replicas share to sign the forms of the pages. */
const FORM_SECRET = 'gateway/forms/secret';
const SEALING = ['officer-registry', 'incident-intake', 'camera-rollout'];

/** User ids of the containers: ours and third-party ones. */
const USER = 65_532;
const USERS: Readonly<Record<string, number>> = { postgres: 999, prometheus: 65_534, rules: 65_534 };

/** @param objects folder of the alert rules, if any; these files are written on each run. */
export async function prepare(out: string, objects: string): Promise<void> {
  const rules = join(objects, 'rules.yaml');
  if (existsSync(rules)) write(join(out, 'rules/rules.yaml'), plainRules(readFileSync(rules, 'utf8')), 0o644);
  if (existsSync(join(out, 'done/done'))) return;
  const now = new Date();
  const authority = await issueAuthority(now);
  const statements: string[] = [];
  for (const service of SERVICES) {
    const { sql, urls } = rolesOf(service.replaceAll('-', '_'), { host: 'postgres', newPassword });
    statements.push(sql);
    await writeTls(join(out, service, 'tls'), service, authority, now);
    write(join(out, service, 'database/url'), urls.service);
    write(join(out, service, 'audit/audit.pem'), newAuditKey());
    if (SEALING.includes(service)) createKeyFile(join(out, service, 'keys'), 'local-1');
    write(join(out, `${service}-owner`, 'database-owner/url'), urls.owner);
    write(join(out, `${service}-owner`, 'tls/ca.crt'), authority.cert);
  }
  for (const name of ['nats', 'client', 'gateway']) await writeTls(join(out, name, 'tls'), name, authority, now);
  write(join(out, FORM_SECRET), randomBytes(32).toString('base64'));
  await writeTls(join(out, 'postgres'), 'postgres', authority, now);
  write(join(out, 'postgres/password'), newPassword());
  write(join(out, 'postgres/roles.sql'), statements.join('\n'));
  for (const folder of readdirSync(out)) give(join(out, folder), USERS[folder] ?? USER);
  write(join(out, 'done/done'), now.toISOString());
}

async function writeTls(folder: string, name: string, authority: Issued, now: Date): Promise<void> {
  const { cert, key } = await issueLeaf(authority, name, now);
  write(join(folder, 'ca.crt'), authority.cert);
  write(join(folder, 'tls.crt'), cert);
  write(join(folder, 'tls.key'), key);
}

function write(file: string, content: string, mode = 0o600): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, content, { mode });
}

/** URL-safe, and safe in a SQL statement without escaping. */
function newPassword(): string {
  return randomBytes(24).toString('base64url');
}

/** Only root can change the owner, and only containers need it. */
function give(folder: string, user: number): void {
  if (process.getuid?.() !== 0) return;
  chownSync(folder, user, user);
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    chownSync(join(folder, entry), user, user);
  }
}

if (import.meta.main) {
  const [out = '', objects = ''] = process.argv.slice(2);
  await prepare(out, objects);
}
