export { keepKeys, type KeptKeys, type KeyKeeping } from './keep-keys.ts';
export { KEY_MIGRATIONS } from './migrations.ts';
export { KEY_RIGHTS } from './rights.ts';
export type { EncryptedTable } from './encrypted-table.ts';
