import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aesDecrypt } from './aes-gcm.ts';
import { withKey } from './data-key.ts';
import { createKeyFile, loadKeyring, newCaseKey, decrypt, decryptWith, rewrap, encrypt, encryptWith } from './index.ts';
import { reasonOf } from '../../test/encryption/reason-of.ts';
import { temporaryFolder, temporaryKeyring } from '../../test/encryption/temporary-keyring.ts';

const subject = 'incident-1';
const fields = { text: 'Canary note of Канарко' };

test('parts of any name decrypt to what was encrypted, all under one key', () => {
  const keyring = temporaryKeyring();
  const text = fc.string({ unit: 'binary', maxLength: 40 });
  fc.assert(
    fc.property(text, fc.dictionary(text, fc.dictionary(text, text)), (id, parts) => {
      const key = newCaseKey(keyring, id);
      const sealed = Object.entries(parts).map(
        ([part, any]) => [part, encryptWith(keyring, id, key, part, any)] as const,
      );
      const opened = sealed.map(([part, ciphertext]) => [part, decryptWith(keyring, id, key, part, ciphertext)]);
      expect(opened).toEqual(Object.entries(parts).map(([part, any]) => [part, { ...any }]));
    }),
  );
});

test('each case has its own key of 61 bytes, and the ciphertext reveals nothing', () => {
  const keyring = temporaryKeyring();
  const [first, second] = [newCaseKey(keyring, subject), newCaseKey(keyring, subject)];
  expect(first.wrappedKey).toHaveLength(61);
  expect(first.keyId).toBe('k1');
  const ciphertext = encryptWith(keyring, subject, first, 'note/1', fields);
  expect(ciphertext.includes('Canary')).toBe(false);
  expect(ciphertext.equals(encryptWith(keyring, subject, first, 'note/1', fields))).toBe(false);
  expect(reasonOf(() => decryptWith(keyring, subject, second, 'note/1', ciphertext))).toBe('not_authentic');
});

test('one part does not decrypt as another, nor as one of another subject', () => {
  const keyring = temporaryKeyring();
  const key = newCaseKey(keyring, subject);
  const other = newCaseKey(keyring, 'incident-2');
  const ciphertext = encryptWith(keyring, subject, key, 'note/1', fields);
  for (const part of ['note/2', 'note/11', 'note', '', 'statement/1']) {
    expect(reasonOf(() => decryptWith(keyring, subject, key, part, ciphertext))).toBe('not_authentic');
  }
  expect(reasonOf(() => decryptWith(keyring, 'incident-2', other, 'note/1', ciphertext))).toBe('not_authentic');
  expect(reasonOf(() => decryptWith(keyring, 'incident-2', key, 'note/1', ciphertext))).toBe('not_authentic');
});

test('the context of a part contains the subject unambiguously', () => {
  const keyring = temporaryKeyring();
  const key = newCaseKey(keyring, 'a');
  const ciphertext = encryptWith(keyring, 'a', key, 'b/c', fields);
  // These contexts are part of what is stored: changing one makes all earlier data unreadable.
  const dataKey = aesDecrypt(keyring.keys.get('k1')!, 'safe-community/vault/1/key/k1/a', key.wrappedKey);
  const opened = aesDecrypt(dataKey, 'safe-community/vault/1/part/["a","b/c"]', ciphertext);
  expect(JSON.parse(opened.toString())).toEqual(fields);
  const foreign = 'safe-community/vault/1/part/["a/b","c"]';
  expect(reasonOf(() => aesDecrypt(dataKey, foreign, ciphertext))).toBe('not_authentic');
});

test('data from before parts existed shares the key; it is not accepted as a part, nor a part as such data', () => {
  const keyring = temporaryKeyring();
  const first = encrypt(keyring, subject, fields);
  const ciphertext = encryptWith(keyring, subject, first, 'note/1', { text: 'later' });
  expect(decryptWith(keyring, subject, first, 'note/1', ciphertext)).toEqual({ text: 'later' });
  expect(decrypt(keyring, subject, first)).toEqual(fields);
  expect(reasonOf(() => decrypt(keyring, subject, { ...first, ciphertext }))).toBe('not_authentic');
  expect(reasonOf(() => decryptWith(keyring, subject, first, '', first.ciphertext))).toBe('not_authentic');
});

test('detects every altered byte and every truncation', () => {
  const keyring = temporaryKeyring();
  const key = newCaseKey(keyring, subject);
  const ciphertext = encryptWith(keyring, subject, key, 'note/1', fields);
  for (let index = 0; index < ciphertext.length; index += 1) {
    const altered = Buffer.from(ciphertext);
    altered[index]! ^= 1;
    expect(reasonOf(() => decryptWith(keyring, subject, key, 'note/1', altered))).toBe('not_authentic');
    const cut = ciphertext.subarray(0, index);
    expect(reasonOf(() => decryptWith(keyring, subject, key, 'note/1', cut))).toBe('not_authentic');
  }
});

test('once the key is erased no part decrypts, and nothing can be added', () => {
  const keyring = temporaryKeyring();
  const key = newCaseKey(keyring, subject);
  const parts = ['report', 'note/1', 'note/2'].map(
    (part) => [part, encryptWith(keyring, subject, key, part, fields)] as const,
  );
  for (const wrappedKey of [Buffer.alloc(0), Buffer.alloc(61), randomBytes(61)]) {
    const erased = { ...key, wrappedKey };
    for (const [part, ciphertext] of parts) {
      expect(reasonOf(() => decryptWith(keyring, subject, erased, part, ciphertext))).toBe('not_authentic');
    }
    expect(reasonOf(() => encryptWith(keyring, subject, erased, 'note/3', fields))).toBe('not_authentic');
  }
  expect(reasonOf(() => decryptWith(keyring, subject, { ...key, keyId: 'k2' }, 'report', parts[0]![1]))).toBe(
    'unknown_key',
  );
});

test('a rewrapped key decrypts all parts, without the old key of the keyring', () => {
  const folder = temporaryFolder();
  createKeyFile(folder, 'k1');
  const before = loadKeyring(folder);
  const key = newCaseKey(before, subject);
  const early = encryptWith(before, subject, key, 'note/1', fields);
  createKeyFile(folder, 'k2');
  const both = loadKeyring(folder);
  const late = encryptWith(both, subject, key, 'note/2', { text: 'after the rotation' });
  const moved = rewrap(both, subject, key);
  const onlyNew = { ...both, keys: new Map([...both.keys].filter(([id]) => id === 'k2')) };
  expect(decryptWith(onlyNew, subject, moved, 'note/1', early)).toEqual(fields);
  expect(decryptWith(onlyNew, subject, moved, 'note/2', late)).toEqual({ text: 'after the rotation' });
  expect(reasonOf(() => decryptWith(onlyNew, subject, key, 'note/1', early))).toBe('unknown_key');
});

test('the plaintext key is wiped after use, also on failure', () => {
  const keyring = temporaryKeyring();
  const key = newCaseKey(keyring, subject);
  const seen: Buffer[] = [];
  const use = (dataKey: Buffer): void => {
    expect(dataKey.equals(Buffer.alloc(32))).toBe(false);
    seen.push(dataKey);
    if (seen.length === 2) throw new RangeError('failed');
  };
  withKey(keyring, subject, key, use);
  expect(() => withKey(keyring, subject, key, use)).toThrow(RangeError);
  expect(seen).toEqual([Buffer.alloc(32), Buffer.alloc(32)]);
});
