import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeyFile } from './change-key-files.ts';
import { loadKeyring, type Keyring } from './keyring.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { trackingTokens } from './tracking-tokens.ts';

const tokens = trackingTokens(newKeyring());

test('a token identifies its incident and is the same each time', () => {
  fc.assert(
    fc.property(fc.uuid(), (incidentId) => {
      expect(tokens.of(incidentId)).toMatch(/^[\w-]{43}$/);
      expect(tokens.of(incidentId)).toBe(tokens.of(incidentId));
      expect(tokens.read(tokens.of(incidentId))).toBe(incidentId);
    }),
  );
});

test('a token with any changed character identifies nothing', () => {
  const token = tokens.of(randomUUID());
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/= і';
  for (const [index, right] of [...token].entries()) {
    for (const wrong of alphabet) {
      if (wrong === right) continue;
      expect(tokens.read(token.slice(0, index) + wrong + token.slice(index + 1))).toBeUndefined();
    }
  }
});

test('the code of one incident does not open another', () => {
  const [one, other] = [randomUUID(), randomUUID()].map((id) => Buffer.from(tokens.of(id), 'base64url'));
  const mixed = Buffer.concat([one!.subarray(0, 16), other!.subarray(16)]).toString('base64url');
  expect(tokens.read(mixed)).toBeUndefined();
});

test('other keys produce other tokens', () => {
  expect(tokens.read(trackingTokens(newKeyring()).of(randomUUID()))).toBeUndefined();
});

test('parses any text without throwing', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'binary', minLength: 43, maxLength: 43 }),
    fc.stringMatching(/^[\w-]{40,46}$/),
  );
  fc.assert(
    fc.property(text, (token) => {
      expect(tokens.read(token)).toBeUndefined();
    }),
  );
});

function newKeyring(): Keyring {
  const folder = mkdtempSync(join(tmpdir(), 'tokens-'));
  createKeyFile(folder, 'first');
  const keyring = loadKeyring(folder);
  rmSync(folder, { recursive: true });
  return keyring;
}

test('a token of one purpose is none of another', () => {
  const keyring = newKeyring();
  const id = randomUUID();
  expect(trackingTokens(keyring, 'other').read(trackingTokens(keyring).of(id))).toBeUndefined();
  expect(trackingTokens(keyring, 'other').read(trackingTokens(keyring, 'other').of(id))).toBe(id);
});
