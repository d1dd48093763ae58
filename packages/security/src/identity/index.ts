export { isKeySource } from './key-source.ts';
export type { Person } from './person.ts';
export { KeysAwayError, TokenError } from './token-error.ts';
export { tokenVerifier, type TokenIssuer, type TokenVerifier } from './verify-token.ts';
