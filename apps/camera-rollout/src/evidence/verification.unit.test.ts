import { expect, test } from 'vitest';
import { changeOf, compare } from './verification.ts';

const registered = { sha256: 'a'.repeat(64), sizeBytes: 10n };

test.each([
  [{ ...registered }, 'intact'],
  [{ ...registered, sizeBytes: 11n }, 'altered'],
  [{ ...registered, sha256: 'b'.repeat(64) }, 'altered'],
  [undefined, 'missing'],
] as const)('an object %o is %s', (found, state) => {
  expect(compare(registered, found)).toBe(state);
});

test.each([
  ['unchecked', 'intact', undefined],
  ['unchecked', 'missing', 'object_missing'],
  ['unchecked', 'altered', 'object_altered'],
  ['intact', 'intact', undefined],
  ['intact', 'altered', 'object_altered'],
  ['altered', 'missing', 'object_missing'],
  ['missing', 'missing', undefined],
  ['missing', 'intact', 'object_restored'],
] as const)('from %s to %s is %s in the chain of custody', (former, found, kind) => {
  expect(changeOf(former, found)).toBe(kind);
});
