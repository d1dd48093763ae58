import { expect, test } from 'vitest';
import { pageOf, pageTokenOf, readPageToken, toId, toNumber } from './page.ts';

const FILTER = Buffer.from('filter');
const ID = '019c8a00-0000-7000-8000-000000000001';
const asText = (text: string): string => text;

test.each([[ID], ['17'], ['1700000000000.' + ID]])('a page begins where its token says: %s', (place) => {
  const token = pageTokenOf(FILTER, place);
  expect(readPageToken(FILTER, token, asText)).toEqual({ place, violations: [] });
});

test('the first page has no token', () => {
  expect(readPageToken(FILTER, '', toId)).toEqual({ place: undefined, violations: [] });
});

test.each([
  ['of another filter', pageTokenOf(Buffer.from('other'), ID)],
  ['without a mark', Buffer.from(ID).toString('base64url')],
  ['of another kind', pageTokenOf(FILTER, '17')],
  ['that is invalid', 'x'],
])('a token %s is rejected by its field', (_what, token) => {
  const { place, violations } = readPageToken(FILTER, token, toId);
  expect([place, violations.map(({ field }) => field)]).toEqual([undefined, ['page_token']]);
});

test.each(['0', '-1', '1e3', '12345678901', ''])('%j is no number of a version', (text) => {
  expect(toNumber(text)).toBeUndefined();
});

test('one item more than the size says that there is a next page', () => {
  expect(pageOf([1, 2, 3], 2)).toEqual({ page: [1, 2], last: 2 });
  expect(pageOf([1, 2], 2)).toEqual({ page: [1, 2], last: undefined });
});
