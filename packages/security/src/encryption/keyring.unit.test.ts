import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { createKeyFile, digest, loadKeyring, mac, pseudonym, sameBytes } from './index.ts';
import { temporaryFolder, temporaryKeyring } from '../../test/encryption/temporary-keyring.ts';

function keyFolder(): string {
  const folder = join(temporaryFolder(), 'keys');
  createKeyFile(folder, 'k1');
  return folder;
}

test('the files of a new keyring are readable by their owner only', () => {
  const folder = keyFolder();
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  for (const file of ['k1.key', 'digest.key', 'active']) {
    expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
  }
});

test('a key is never replaced, and a second one leaves the digest key unchanged', () => {
  const folder = keyFolder();
  const before = digest(loadKeyring(folder), 'x');
  expect(() => createKeyFile(folder, 'k1')).toThrow('exists already');
  createKeyFile(folder, 'k2');
  expect(loadKeyring(folder).keys.size).toBe(2);
  expect(digest(loadKeyring(folder), 'x')).toEqual(before);
});

test.each(['', 'digest', 'K1', '../k1', 'a.b', 'a'.repeat(64)])('rejects the key id %j', (id) => {
  expect(() => createKeyFile(temporaryFolder(), id)).toThrow('Not a key id');
});

test.each([0o644, 0o604, 0o660, 0o602])('rejects a key file of mode %o', (mode) => {
  const folder = keyFolder();
  chmodSync(join(folder, 'k1.key'), mode);
  expect(() => loadKeyring(folder)).toThrow('is open to others');
});

test('accepts a key file that the group may read, as mounted in a pod', () => {
  const folder = keyFolder();
  chmodSync(join(folder, 'k1.key'), 0o440);
  expect(loadKeyring(folder).activeId).toBe('k1');
});

test.each([
  ['k1.key', 'c2hvcnQ=', 'k1.key is not 32 bytes in base64'],
  ['k1.key', `!${'A'.repeat(43)}=`, 'k1.key is not 32 bytes in base64'],
  ['digest.key', '', 'digest.key is not 32 bytes in base64'],
  ['active', 'k9', 'active names a key that is not there: "k9"'],
])('rejects %s containing %j', (file, content, problem) => {
  const folder = keyFolder();
  writeFileSync(join(folder, file), content);
  expect(() => loadKeyring(folder)).toThrow(problem);
});

test('reports a missing folder or file', () => {
  const folder = keyFolder();
  rmSync(join(folder, 'digest.key'));
  expect(() => loadKeyring(folder)).toThrow('digest.key (ENOENT)');
  expect(() => loadKeyring(join(folder, 'none'))).toThrow('none (ENOENT)');
});

test('printing a keyring shows no key', () => {
  const folder = keyFolder();
  const written = readFileSync(join(folder, 'k1.key'), 'utf8').trim();
  const printed = inspect(loadKeyring(folder), { depth: 9, showHidden: true });
  expect(printed).not.toContain(written);
  expect(printed).not.toContain(Buffer.from(written, 'base64').toString('hex').slice(0, 8));
});

test('digests match equal values only, under the same keyring only', () => {
  const keyring = temporaryKeyring();
  const phone = '+380501112233';
  expect(digest(keyring, phone)).toEqual(digest(keyring, phone));
  expect(digest(keyring, phone)).toHaveLength(32);
  expect(digest(keyring, phone)).not.toEqual(digest(keyring, '+380501112234'));
  expect(digest(keyring, phone)).not.toEqual(digest(temporaryKeyring(), phone));
});

test('pseudonyms are stable within a kind and unrelated between kinds', () => {
  const keyring = temporaryKeyring();
  expect(pseudonym(keyring, 'caller', 'a')).toBe(pseudonym(keyring, 'caller', 'a'));
  expect(pseudonym(keyring, 'caller', 'a')).toMatch(/^[0-9a-f]{32}$/);
  expect(pseudonym(keyring, 'caller', 'a')).not.toBe(pseudonym(keyring, 'victim', 'a'));
  expect(pseudonym(keyring, 'call', 'era')).not.toBe(pseudonym(keyring, 'caller', 'a'));
  expect(digest(keyring, 'a').toString('hex')).not.toContain(pseudonym(keyring, 'caller', 'a'));
});

test('codes are stable within a purpose, and unrelated to other purposes, keyrings, digests and pseudonyms', () => {
  const keyring = temporaryKeyring();
  const token = mac(keyring, 'tracking', 'a');
  expect(token).toHaveLength(32);
  expect(mac(keyring, 'tracking', 'a')).toEqual(token);
  for (const other of [
    mac(keyring, 'receipt', 'a'),
    mac(keyring, 'tracking', 'b'),
    mac(keyring, 'track', 'inga'),
    mac(temporaryKeyring(), 'tracking', 'a'),
    digest(keyring, 'a'),
    digest(keyring, '["tracking","a"]'),
  ]) {
    expect(other).not.toEqual(token);
  }
  expect(token.toString('hex')).not.toContain(pseudonym(keyring, 'tracking', 'a'));
});

test('a code is stable as long as its key file is unchanged', () => {
  const folder = keyFolder();
  writeFileSync(join(folder, 'digest.key'), Buffer.alloc(32, 7).toString('base64'));
  const known = '2912d48d6e672c00521331382b2d4dff38d735237be2b2b01d0ee00ba74dad6a';
  expect(mac(loadKeyring(folder), 'tracking', 'a').toString('hex')).toBe(known);
});

test.each([
  ['equal', 'ab', 'ab', true],
  ['empty', '', '', true],
  ['of other bytes', 'ab', 'ac', false],
  ['of another length', 'ab', 'abc', false],
  ['missing', '', 'abc', false],
])('compares bytes that are %s', (_, a, b, expected) => {
  expect(sameBytes(Buffer.from(a), Buffer.from(b))).toBe(expected);
});
