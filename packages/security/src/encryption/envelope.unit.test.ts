import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aesDecrypt } from './aes-gcm.ts';
import { createKeyFile, loadKeyring, decrypt, rewrap, encrypt } from './index.ts';
import { reasonOf } from '../../test/encryption/reason-of.ts';
import { temporaryFolder, temporaryKeyring } from '../../test/encryption/temporary-keyring.ts';

const subject = 'incident-1';
const fields = { caller: 'Марія Канарко', phone: '+380501112233', narrative: 'Canary narrative' };

test('any fields of any subject decrypt to what was encrypted', () => {
  const keyring = temporaryKeyring();
  const text = fc.string({ unit: 'binary', maxLength: 40 });
  fc.assert(
    fc.property(text, fc.dictionary(text, text), (id, anyFields) => {
      expect(decrypt(keyring, id, encrypt(keyring, id, anyFields))).toEqual({ ...anyFields });
    }),
  );
});

test('the ciphertext contains no plaintext, and is different each time', () => {
  const keyring = temporaryKeyring();
  const first = encrypt(keyring, subject, fields);
  const second = encrypt(keyring, subject, fields);
  expect(first.ciphertext.includes('Канарко')).toBe(false);
  expect(first.ciphertext.includes('380501112233')).toBe(false);
  expect(first.ciphertext.equals(second.ciphertext)).toBe(false);
  expect(first.wrappedKey.equals(second.wrappedKey)).toBe(false);
  expect(first.wrappedKey).toHaveLength(61);
});

test('detects every altered byte', () => {
  const keyring = temporaryKeyring();
  const sealed = encrypt(keyring, subject, fields);
  for (const part of ['ciphertext', 'wrappedKey'] as const) {
    for (let index = 0; index < sealed[part].length; index += 1) {
      const altered = Buffer.from(sealed[part]);
      altered[index]! ^= 1;
      expect(reasonOf(() => decrypt(keyring, subject, { ...sealed, [part]: altered }))).toBe('not_authentic');
    }
  }
});

test('detects truncated and empty bytes', () => {
  const keyring = temporaryKeyring();
  const sealed = encrypt(keyring, subject, fields);
  for (const length of [0, 1, 12, 28, 29, sealed.ciphertext.length - 1]) {
    const ciphertext = sealed.ciphertext.subarray(0, length);
    expect(reasonOf(() => decrypt(keyring, subject, { ...sealed, ciphertext }))).toBe('not_authentic');
  }
});

test('data of another subject does not decrypt, nor with parts of two subjects mixed', () => {
  const keyring = temporaryKeyring();
  const mine = encrypt(keyring, subject, fields);
  const other = encrypt(keyring, 'incident-2', fields);
  expect(reasonOf(() => decrypt(keyring, 'incident-2', mine))).toBe('not_authentic');
  expect(reasonOf(() => decrypt(keyring, subject, { ...mine, ciphertext: other.ciphertext }))).toBe('not_authentic');
});

test('the wrapped key and the ciphertext are each bound to their subject', () => {
  const keyring = temporaryKeyring();
  const sealed = encrypt(keyring, subject, fields);
  expect(reasonOf(() => rewrap(keyring, 'incident-2', sealed))).toBe('not_authentic');

  // These contexts are part of what is stored: changing one makes all earlier data unreadable.
  const keyContext = 'safe-community/vault/1/key/k1/incident-1';
  const dataKey = aesDecrypt(keyring.keys.get('k1')!, keyContext, sealed.wrappedKey);
  const opened = aesDecrypt(dataKey, 'safe-community/vault/1/data/incident-1', sealed.ciphertext);
  expect(JSON.parse(opened.toString())).toEqual(fields);
  const foreign = 'safe-community/vault/1/data/incident-2';
  expect(reasonOf(() => aesDecrypt(dataKey, foreign, sealed.ciphertext))).toBe('not_authentic');
});

test('a key with the same id but other bytes does not decrypt', () => {
  const sealed = encrypt(temporaryKeyring(), subject, fields);
  expect(reasonOf(() => decrypt(temporaryKeyring(), subject, sealed))).toBe('not_authentic');
});

test('reports a key that the keyring lacks', () => {
  const keyring = temporaryKeyring();
  const sealed = { ...encrypt(keyring, subject, fields), keyId: 'k2' };
  expect(reasonOf(() => decrypt(keyring, subject, sealed))).toBe('unknown_key');
});

test('once the wrapped key is destroyed the data is unreadable', () => {
  const keyring = temporaryKeyring();
  const sealed = encrypt(keyring, subject, fields);
  const another = encrypt(keyring, subject, fields);
  for (const wrappedKey of [Buffer.alloc(0), Buffer.alloc(61), randomBytes(61), another.wrappedKey]) {
    expect(reasonOf(() => decrypt(keyring, subject, { ...sealed, wrappedKey }))).toBe('not_authentic');
  }
});

test('after a rotation old data decrypts, and once rewrapped also without the old key', () => {
  const folder = temporaryFolder();
  createKeyFile(folder, 'k1');
  const sealed = encrypt(loadKeyring(folder), subject, fields);
  createKeyFile(folder, 'k2');
  const both = loadKeyring(folder);
  expect(both.activeId).toBe('k2');
  expect(decrypt(both, subject, sealed)).toEqual(fields);

  const moved = { ...sealed, ...rewrap(both, subject, sealed) };
  const onlyNew = { ...both, keys: new Map([...both.keys].filter(([id]) => id === 'k2')) };
  expect(decrypt(onlyNew, subject, moved)).toEqual(fields);
  expect(reasonOf(() => decrypt(onlyNew, subject, sealed))).toBe('unknown_key');
});
