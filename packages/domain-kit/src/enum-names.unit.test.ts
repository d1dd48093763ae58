import { expect, test } from 'vitest';
import { enumNames } from './enum-names.ts';

const OfficerState = { UNSPECIFIED: 0, ACTIVE: 1, ON_LEAVE: 2, DISMISSED: 3, UNRECOGNIZED: -1 } as const;

const { nameOf, numberOf } = enumNames(OfficerState, ['active', 'on_leave']);

test('a name and its number lead to each other', () => {
  expect([numberOf('active'), numberOf('on_leave')]).toEqual([1, 2]);
  expect([nameOf(1), nameOf(2)]).toEqual(['active', 'on_leave']);
});

test.each([0, -1, 3, 99, NaN])('%d is no name of the domain', (number) => {
  expect(nameOf(number)).toBeUndefined();
});
