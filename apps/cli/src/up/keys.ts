import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createAuditKey } from '@safe-community/audit/signing';
import { SERVICES, type StateRoot } from '@safe-community/local-stack';
import { createKeyFile } from '@safe-community/security/encryption';
import { keysDirOf } from '../keys/keys-dir.ts';
import { auditKeyOf, formSecretOf } from './service-plan.ts';

/** Creates missing keys: those that encrypt personal data, those that sign the audit, and the secret of forms. */
export function ensureKeys(root: StateRoot): void {
  for (const service of SERVICES) {
    const folder = keysDirOf(root, service);
    if (!existsSync(folder)) createKeyFile(folder, 'local-1');
    const auditKey = auditKeyOf(root, service);
    if (!existsSync(auditKey)) createAuditKey(auditKey);
  }
  ensureFormSecret(root);
}

/** The secret of the gateway's forms. */
export function ensureFormSecret(root: StateRoot): void {
  const file = formSecretOf(root);
  if (existsSync(file)) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
}
