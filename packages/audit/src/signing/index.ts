export { createAuditKey, newAuditKey, readAuditKey } from './key-file.ts';
export { SigningKey } from './signing-key.ts';
