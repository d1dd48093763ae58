import { existsSync, readFileSync } from 'node:fs';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { writePrivateFile } from '../write-private-file.ts';

/** A private key as a JWK with its `kid`. */
export type SigningKey = JWK & { readonly kid: string };

/** Generates a new key. */
export async function newSigningKey(kid: string): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid, alg: 'ES256', use: 'sig' };
}

/** The key stored in the file; creates the file if it does not exist. */
export async function keptSigningKey(file: string, kid = 'dev-1'): Promise<SigningKey> {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as SigningKey;
  const key = await newSigningKey(kid);
  writePrivateFile(file, `${JSON.stringify(key)}\n`);
  return key;
}

/** The public half of a key. */
export function publicHalf({ d: _private, ...rest }: SigningKey): JWK {
  return rest;
}
