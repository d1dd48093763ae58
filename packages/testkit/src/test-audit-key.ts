import { join } from 'node:path';
import { createAuditKey } from '@safe-community/audit/signing';
import { testFolder } from './test-folder.ts';

/** File of a new audit signing key. */
export function testAuditKeyFile(): string {
  const file = join(testFolder('audit-key'), 'audit.pem');
  createAuditKey(file);
  return file;
}
