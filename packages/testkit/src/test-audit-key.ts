import { join } from 'node:path';
import { createAuditKey } from '@safe-community/audit/signing';
import { testFolder } from './test-folder.ts';

/** The file of a new key by which a service signs its audit. */
export function testAuditKeyFile(): string {
  const file = join(testFolder('audit-key'), 'audit.pem');
  createAuditKey(file);
  return file;
}
