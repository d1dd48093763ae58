import { readFileSync, statSync } from 'node:fs';
import { createLocalJWKSet, createRemoteJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { KeysAwayError } from './token-error.ts';

/** Keys that an issuer publishes are taken for true for so long, and asked for again at once when a new one is met. */
const KEPT_MS = 10 * 60_000;
/** But not more often than so, whoever sends tokens of made-up keys. */
const ASK_AGAIN_MS = 5_000;
const ASK_WITHIN_MS = 3_000;

/**
 * Where the keys of tokens are (JWKS): an address, or a file that is mounted and may change.
 *
 * @param from `https://…`, `http://` of this machine only, or an absolute path.
 */
export function keySource(from: string): JWTVerifyGetKey {
  if (from.startsWith('/')) return keysOfFile(from);
  return createRemoteJWKSet(new URL(from), {
    cacheMaxAge: KEPT_MS,
    cooldownDuration: ASK_AGAIN_MS,
    timeoutDuration: ASK_WITHIN_MS,
  });
}

/** Read again when it has changed; one that cannot be read now is a fault that passes. */
function keysOfFile(file: string): JWTVerifyGetKey {
  let readAt: number | undefined;
  let keys: JWTVerifyGetKey | undefined;
  return (header, token) => {
    try {
      const { mtimeMs } = statSync(file);
      if (keys === undefined || mtimeMs !== readAt) {
        keys = createLocalJWKSet(JSON.parse(readFileSync(file, 'utf8')) as JSONWebKeySet);
        readAt = mtimeMs;
      }
    } catch (error) {
      throw new KeysAwayError(error);
    }
    return keys(header, token);
  };
}

/** Whether keys may be fetched from there: in the clear only on this machine. */
export function isKeySource(from: string): boolean {
  if (from.startsWith('/')) return true;
  const url = URL.parse(from);
  if (url === null) return false;
  if (url.protocol === 'https:') return true;
  return url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
}
