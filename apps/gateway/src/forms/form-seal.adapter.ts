import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Seals what a form carries from step to step: visitors cannot read or change it, and every replica can open it. */
export interface FormSeal {
  seal(purpose: string, content: object): string;
  /** Undefined for a text that was not sealed for this purpose, or with another secret. */
  open(purpose: string, text: string): unknown;
}

/** Lines of at least as many characters: 32 random bytes in base64. */
const MIN_SECRET = 40;

/** The secrets of a file, one a line: the new one first, below it those that forms on their way were sealed with. */
export function readFormSecrets(file: string): string[] {
  const secrets = readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (secrets.length === 0 || secrets.some((secret) => secret.length < MIN_SECRET)) {
    throw new Error(`FORM_SECRET_FILE must hold secrets of at least ${MIN_SECRET} characters, one a line`);
  }
  return secrets;
}

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
/** Characters of a sealed text: more cannot come from a form of ours. */
export const MAX_SEALED = 60_000;

/** @param secrets the first seals; the others still open what was sealed before it. */
export function formSeal(secrets: readonly string[]): FormSeal {
  const keys = secrets.map((secret) => Buffer.from(hkdfSync('sha256', secret, '', 'safe-community forms', 32)));
  const [first] = keys;
  if (first === undefined) throw new Error('forms need a secret');
  return {
    seal(purpose, content) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, first, iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(purpose));
      const sealed = Buffer.concat([cipher.update(JSON.stringify(content)), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
    },
    open(purpose, text) {
      if (text.length > MAX_SEALED || !/^[\w-]+$/.test(text)) return undefined;
      const bytes = Buffer.from(text, 'base64url');
      if (bytes.length < IV_BYTES + TAG_BYTES) return undefined;
      for (const key of keys) {
        const plain = decrypt(key, purpose, bytes);
        if (plain !== undefined) return JSON.parse(plain);
      }
      return undefined;
    },
  };
}

function decrypt(key: Buffer, purpose: string, bytes: Buffer): string | undefined {
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(purpose))
    .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  const plain = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([plain, decipher.final()]).toString('utf8');
  } catch {
    // The only error of `final`: the text is not one that this key has sealed.
    return undefined;
  }
}
