import { expect, test } from 'vitest';
import { previewTokenOf } from './preview.ts';

const RULE = new Uint8Array([1, 2, 3]);
const present = (version: number, days = 30) => {
  const record = { version, recordedAt: undefined, caller: '', replacedAt: undefined };
  return { days, validFrom: '2026-01-01', record };
};

test('a token is of one rule beside the present ones in their versions', () => {
  const token = previewTokenOf(RULE, [present(1)]);
  expect(previewTokenOf(RULE, [present(1)])).toBe(token);
  expect(previewTokenOf(new Uint8Array([1, 2]), [present(1)])).not.toBe(token);
  expect(previewTokenOf(RULE, [present(2)])).not.toBe(token);
  expect(previewTokenOf(RULE, [present(1, 31)])).not.toBe(token);
  expect(previewTokenOf(RULE, [])).not.toBe(token);
});
