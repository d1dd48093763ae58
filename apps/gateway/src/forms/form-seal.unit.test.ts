import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formSeal, readFormSecrets } from './module.ts';

const SECRETS = ['first', 'second'].map((name) => name.padEnd(43, 'x'));

test('what was sealed opens for its purpose, on every replica, and after a change of the secret', () => {
  const sealed = formSeal(SECRETS.slice(1)).seal('report/1', { text: 'канарка' });
  expect(sealed).not.toContain(Buffer.from('канарка').toString('base64url'));
  expect(formSeal(SECRETS).open('report/1', sealed)).toEqual({ text: 'канарка' });
  expect(formSeal(SECRETS).open('track/1', sealed)).toBeUndefined();
  expect(formSeal(SECRETS.slice(0, 1)).open('report/1', sealed)).toBeUndefined();
});

test('no other text opens', () => {
  const seal = formSeal(SECRETS);
  const sealed = seal.seal('x', { a: 1 });
  const other = fc.oneof(
    fc.string(),
    fc.base64String().map((text) => text.replaceAll(/[+/=]/g, '')),
    fc
      .nat({ max: sealed.length - 2 })
      .map((at) => `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`),
  );
  fc.assert(
    fc.property(other, (text) => {
      expect(seal.open('x', text)).toBeUndefined();
    }),
  );
});

test('the file holds a secret a line, long enough', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'forms-')), 'secret');
  writeFileSync(file, `${SECRETS.join('\n')}\n\n`);
  expect(readFormSecrets(file)).toEqual(SECRETS);
  for (const text of ['', 'short\n', `${SECRETS[0]}\nshort`]) {
    writeFileSync(file, text);
    expect(() => readFormSecrets(file)).toThrow('FORM_SECRET_FILE must hold secrets of at least 40 characters');
  }
});
