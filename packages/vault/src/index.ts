export { VaultError, type VaultErrorReason } from './vault-error.ts';
export { loadKeyring, type Keyring } from './keyring.ts';
export { createKeyFile } from './create-key-file.ts';
export { open, rewrap, seal, type Sealed, type WrappedKey } from './envelope.ts';
export { digest, pseudonym } from './digest.ts';
