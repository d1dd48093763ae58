import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  activateKey,
  addKeyFile,
  createKeyFile,
  digest,
  LiveKeyring,
  loadKeyring,
  decrypt,
  removeKeyFile,
  rewrapIfWhole,
  encrypt,
} from './index.ts';
import { temporaryFolder } from '../../test/encryption/temporary-keyring.ts';

const FIELDS = { fullName: 'Канарко', phone: '+380501112233' };

function liveKeyring(): { folder: string; keyring: LiveKeyring } {
  const folder = join(temporaryFolder(), 'keys');
  createKeyFile(folder, 'k1');
  return { folder, keyring: new LiveKeyring(folder) };
}

test('a change applies when two checks have found the same', () => {
  const { folder, keyring } = liveKeyring();
  addKeyFile(folder, 'k2');
  expect(keyring.refresh()).toBe(false);
  expect([...keyring.keys.keys()]).toEqual(['k1']);
  activateKey(folder, 'k2');
  expect(keyring.refresh()).toBe(false);
  expect(keyring.refresh()).toBe(true);
  expect([...keyring.keys.keys()].toSorted()).toEqual(['k1', 'k2']);
  expect(keyring.activeId).toBe('k2');
  expect(keyring.refresh()).toBe(false);
});

test('data from before, during and after a rotation decrypts, and once rewrapped without the former key', () => {
  const { folder, keyring } = liveKeyring();
  const before = encrypt(keyring, 'a', FIELDS);
  addKeyFile(folder, 'k2');
  refreshTwice(keyring);
  const between = encrypt(keyring, 'b', FIELDS);
  expect(between.keyId).toBe('k1');
  activateKey(folder, 'k2');
  refreshTwice(keyring);
  const after = encrypt(keyring, 'c', FIELDS);
  expect(after.keyId).toBe('k2');
  for (const [id, sealed] of [
    ['a', before],
    ['b', between],
    ['c', after],
  ] as const) {
    expect(decrypt(keyring, id, sealed)).toEqual(FIELDS);
  }
  const moved = { ...before, ...rewrapIfWhole(keyring, 'a', before) };
  removeKeyFile(folder, 'k1');
  refreshTwice(keyring);
  expect(decrypt(keyring, 'a', moved)).toEqual(FIELDS);
  expect(() => decrypt(keyring, 'b', between)).toThrow('holds no key "k1"');
});

test.each<[string, (folder: string) => void, string]>([
  ['whose active key is missing', (folder) => writeFileSync(join(folder, 'active'), 'k2'), 'not there: "k2"'],
  ['with half a key', (folder) => writeFileSync(join(folder, 'k2.key'), 'c2hvcn', { mode: 0o600 }), 'not 32 bytes'],
  ['that lost its digest key', (folder) => rmSync(join(folder, 'digest.key')), 'digest.key (ENOENT)'],
  ['that was deleted', (folder) => rmSync(folder, { recursive: true }), 'ENOENT'],
  [
    'with another digest key',
    (folder) => writeFileSync(join(folder, 'digest.key'), Buffer.alloc(32, 1).toString('base64')),
    'digest.key is another one',
  ],
  [
    'with other bytes under a known id',
    (folder) => writeFileSync(join(folder, 'k1.key'), Buffer.alloc(32, 1).toString('base64')),
    'k1.key holds other bytes',
  ],
])('rejects a folder %s and keeps the keys', (_, spoil, problem) => {
  const { folder, keyring } = liveKeyring();
  const sealed = encrypt(keyring, 'a', FIELDS);
  const known = digest(keyring, 'x');
  spoil(folder);
  for (let look = 0; look < 3; look += 1) expect(() => keyring.refresh()).toThrow(problem);
  expect(decrypt(keyring, 'a', sealed)).toEqual(FIELDS);
  expect(digest(keyring, 'x')).toEqual(known);
});

test('a repaired folder applies after two valid checks', () => {
  const { folder, keyring } = liveKeyring();
  addKeyFile(folder, 'k2');
  keyring.refresh();
  writeFileSync(join(folder, 'active'), 'k3');
  expect(() => keyring.refresh()).toThrow('not there');
  activateKey(folder, 'k2');
  expect(keyring.refresh()).toBe(false);
  expect(keyring.refresh()).toBe(true);
});

test('adding a key keeps the active one; neither the active key nor an unknown one can be removed', () => {
  const { folder } = liveKeyring();
  addKeyFile(folder, 'k2');
  expect(loadKeyring(folder).activeId).toBe('k1');
  expect(() => removeKeyFile(folder, 'k1')).toThrow('k1 is the active key');
  expect(() => removeKeyFile(folder, 'k3')).toThrow('is not there');
  expect(() => activateKey(folder, 'k3')).toThrow('is not there');
  expect(() => removeKeyFile(folder, '../k1')).toThrow('Not a key id');
});

test('distinguishes a damaged data key from one under an unknown key', () => {
  const { keyring } = liveKeyring();
  const sealed = encrypt(keyring, 'a', FIELDS);
  expect(rewrapIfWhole(keyring, 'b', sealed)).toBeUndefined();
  expect(rewrapIfWhole(keyring, 'a', { ...sealed, wrappedKey: Buffer.alloc(0) })).toBeUndefined();
  expect(() => rewrapIfWhole(keyring, 'a', { ...sealed, keyId: 'k9' })).toThrow('holds no key "k9"');
});

function refreshTwice(keyring: LiveKeyring): void {
  keyring.refresh();
  expect(keyring.refresh()).toBe(true);
}
