export { VaultError, type VaultErrorReason } from './vault-error.ts';
export { loadKeyring, type Keyring } from './keyring.ts';
export { createKeyFile } from './create-key-file.ts';
export { newCaseKey, rewrap, type WrappedKey } from './data-key.ts';
export { open, openWith, seal, sealWith, type Sealed } from './envelope.ts';
export { digest, pseudonym } from './digest.ts';
export { keptDigest } from './kept-digest.ts';
export { mac, sameBytes } from './mac.ts';
