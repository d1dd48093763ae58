import { existsSync } from 'node:fs';
import { createAuditKey } from '@safe-community/audit/signing';
import type { StateRoot } from '@safe-community/local-stack';
import { createKeyFile } from '@safe-community/security/encryption';
import { auditKeyOf, keysDirOf, SERVICES } from './service-plan.ts';

/** Creates missing keys: those that encrypt personal data and those that sign the audit. */
export function ensureKeys(root: StateRoot): void {
  for (const service of SERVICES) {
    const folder = keysDirOf(root, service);
    if (!existsSync(folder)) createKeyFile(folder, 'local-1');
    const auditKey = auditKeyOf(root, service);
    if (!existsSync(auditKey)) createAuditKey(auditKey);
  }
}
