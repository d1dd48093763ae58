import { expect, test } from 'vitest';
import { checkReadReason } from './read-reason.ts';

const RULE = [{ field: 'reason', rule: 'must say why it is read, in 3 to 200 characters' }];

test.each(['а'.repeat(3), 'ж'.repeat(200), '😀'.repeat(200)])(
  'accepts a reason of 3 to 200 characters (%#)',
  (reason) => {
    expect(checkReadReason(reason, true)).toEqual([]);
  },
);

test.each(['', 'аб', ' а  ', '\n\n\n'])('rejects a shorter reason (%j)', (reason) => {
  expect(checkReadReason(reason, true)).toEqual(RULE);
});

test('rejects a longer reason', () => {
  expect(checkReadReason('ж'.repeat(201), true)).toEqual([{ field: 'reason', rule: 'must be at most 200 characters' }]);
});

test('where no reason is required, it may be empty but not invalid', () => {
  expect(checkReadReason('', false)).toEqual([]);
  expect(checkReadReason('аб', false)).toEqual(RULE);
  expect(checkReadReason('огляд\u202e', false)).toMatchObject([{ field: 'reason' }]);
});
