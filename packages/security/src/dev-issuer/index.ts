export { AUDIENCE, DEV_ISSUER, issueToken, type TokenOf } from './issue-token.ts';
export { serveKeys, type KeyServer } from './serve-keys.ts';
export { keptSigningKey, newSigningKey, publicHalf, type SigningKey } from './signing-key.ts';
