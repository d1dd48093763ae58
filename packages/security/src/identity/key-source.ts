import { readFileSync, statSync } from 'node:fs';
import { createLocalJWKSet, createRemoteJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { KeysAwayError } from './token-error.ts';

/** How long published keys are cached. A token with an unknown key causes an earlier fetch. */
const KEPT_MS = 10 * 60_000;
/** The minimum interval between fetches, however many tokens name unknown keys. */
const ASK_AGAIN_MS = 5_000;
const ASK_WITHIN_MS = 3_000;

/**
 * The source of an issuer's keys (JWKS): a URL, or a mounted file that may change.
 *
 * @param from `https://…`, `http://` for this machine only, or an absolute path.
 */
export function keySource(from: string): JWTVerifyGetKey {
  if (from.startsWith('/')) return keysOfFile(from);
  return createRemoteJWKSet(new URL(from), {
    cacheMaxAge: KEPT_MS,
    cooldownDuration: ASK_AGAIN_MS,
    timeoutDuration: ASK_WITHIN_MS,
  });
}

/** Rereads the file when it changes. If it cannot be read, that is a temporary fault. */
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

/** Whether keys may be fetched from there: without TLS only from this machine. */
export function isKeySource(from: string): boolean {
  if (from.startsWith('/')) return true;
  const url = URL.parse(from);
  if (url === null) return false;
  if (url.protocol === 'https:') return true;
  return url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
}
