import { expect, test } from 'vitest';
import { newAuditKey, SigningKey } from './index.ts';

const bytes = (pem: string, label: string): string => new SigningKey(pem).derive(label).export().toString('hex');

test('a key derives the same secret for a purpose each time, and another one for each purpose', () => {
  const [one, other] = [newAuditKey(), newAuditKey()];
  expect(bytes(one, 'a')).toBe(bytes(one, 'a'));
  expect(bytes(one, 'a')).toHaveLength(64);
  expect(new Set([bytes(one, 'a'), bytes(one, 'b'), bytes(other, 'a'), bytes(other, 'b')]).size).toBe(4);
});
