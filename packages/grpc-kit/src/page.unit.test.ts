import { expect, test } from 'vitest';
import {
  checkPageSize,
  pageOf,
  pageSizeOf,
  pageTokenOf,
  readPage,
  readPageToken,
  toBigInt,
  toId,
  toNumber,
} from './page.ts';

const FILTER = Buffer.from('filter');
const ID = '019c8a00-0000-7000-8000-000000000001';
const asText = (text: string): string => text;

test.each([[ID], ['17'], ['1700000000000.' + ID]])('a page begins where its token points: %s', (place) => {
  const token = pageTokenOf(FILTER, place);
  expect(readPageToken(FILTER, token, asText)).toEqual({ place, violations: [] });
});

test('the first page has no token', () => {
  expect(readPageToken(FILTER, '', toId)).toEqual({ place: undefined, violations: [] });
});

test.each([
  ['of another filter', pageTokenOf(Buffer.from('other'), ID)],
  ['without a filter mark', Buffer.from(ID).toString('base64url')],
  ['of another kind', pageTokenOf(FILTER, '17')],
  ['that is malformed', 'x'],
])('rejects a token %s', (_what, token) => {
  const { place, violations } = readPageToken(FILTER, token, toId);
  expect([place, violations.map(({ field }) => field)]).toEqual([undefined, ['page_token']]);
});

test.each(['0', '-1', '1e3', '12345678901', ''])('rejects %j as a number in a token', (text) => {
  expect(toNumber(text)).toBeUndefined();
});

test.each(['0', '-1', '1n', '1234567890123456789', ''])('rejects %j as a position', (text) => {
  expect(toBigInt(text)).toBeUndefined();
});

test('reads positions above the safe integers of JavaScript', () => {
  expect(toBigInt('900719925474099301')).toBe(900_719_925_474_099_301n);
});

test('a page holds 50 items by default and at most 500', () => {
  expect([pageSizeOf(0), pageSizeOf(1), pageSizeOf(500)]).toEqual([50, 1, 500]);
  expect(checkPageSize(500)).toEqual([]);
  expect(checkPageSize(501)).toEqual([{ field: 'page_size', rule: 'must be at most 500' }]);
});

test('reports both an invalid page size and an invalid page token', () => {
  const { violations } = readPage({ pageSize: 501, pageToken: 'x' }, FILTER, toId);
  expect(violations.map(({ field }) => field)).toEqual(['page_size', 'page_token']);
});

test('reads the requested page', () => {
  const request = { pageSize: 0, pageToken: pageTokenOf(FILTER, '7') };
  expect(readPage(request, FILTER, toNumber)).toEqual({ size: 50, place: 7, violations: [] });
});

test('another page follows when one item more than requested was found', () => {
  expect(pageOf([1, 2, 3], 2)).toEqual({ page: [1, 2], last: 2 });
  expect(pageOf([1, 2], 2)).toEqual({ page: [1, 2], last: undefined });
});
