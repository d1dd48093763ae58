import { expect, test } from 'vitest';
import { checkReadReason } from './read-reason.ts';

const RULE = [{ field: 'reason', rule: 'must say why it is read, in 3 to 200 characters' }];

test.each(['а'.repeat(3), 'ж'.repeat(200), '😀'.repeat(200)])('3 to 200 characters say why (%#)', (reason) => {
  expect(checkReadReason(reason, true)).toEqual([]);
});

test.each(['', 'аб', ' а  ', '\n\n\n'])('fewer say nothing (%j)', (reason) => {
  expect(checkReadReason(reason, true)).toEqual(RULE);
});

test('more is refused', () => {
  expect(checkReadReason('ж'.repeat(201), true)).toEqual([{ field: 'reason', rule: 'must be at most 200 characters' }]);
});

test('where none is asked for, there may be none, but not a broken one', () => {
  expect(checkReadReason('', false)).toEqual([]);
  expect(checkReadReason('аб', false)).toEqual(RULE);
  expect(checkReadReason('огляд\u202e', false)).toMatchObject([{ field: 'reason' }]);
});
