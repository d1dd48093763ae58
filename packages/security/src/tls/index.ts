export { expiries, type Expiry } from './expiries.ts';
export { TLS_POLICY } from './policy.ts';
export { certificatesIn, type IdentityBytes, type TlsFiles } from './read-identity.ts';
export { TlsError } from './tls-error.ts';
export { TlsIdentity } from './tls-identity.ts';
