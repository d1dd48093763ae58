import { existsSync, readFileSync } from 'node:fs';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { writePrivateFile } from '../write-private-file.ts';

/** A private key as a JWK with its `kid`. */
export type SigningKey = JWK & { readonly kid: string };

/** A new key, of which nobody else has the private half. */
export async function newSigningKey(kid: string): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid, alg: 'ES256', use: 'sig' };
}

/** The key that is kept in the file; a new one where there is none. */
export async function keptSigningKey(file: string, kid = 'dev-1'): Promise<SigningKey> {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as SigningKey;
  const key = await newSigningKey(kid);
  writePrivateFile(file, `${JSON.stringify(key)}\n`);
  return key;
}

/** The half that anybody may have. */
export function publicHalf({ d: _private, ...rest }: SigningKey): JWK {
  return rest;
}
