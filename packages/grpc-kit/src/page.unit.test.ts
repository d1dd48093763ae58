import { ListOfficerStatesRequest } from '@safe-community/contracts/officers/v1/officer_service.ts';
import { Fields, Refusal } from '@safe-community/domain-kit';
import { expect, test } from 'vitest';
import {
  checkPageSize,
  compoundPlace,
  nextPageToken,
  pageOf,
  pageSizeOf,
  pageTokenOf,
  readListPage,
  readPage,
  readPageToken,
  toBigInt,
  toCount,
  toDay,
  toId,
  toNumber,
  toTime,
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

test.each(['0', '-1', '1e3', '2147483648', '12345678901', ''])('rejects %j as a number in a token', (text) => {
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

const REQUEST = { officerId: ID, reason: '', pageSize: 0, pageToken: '' };

/** The page of a request, and the fields that were reported; those that were thrown in brackets. */
function read(request: typeof REQUEST, broken: readonly string[] = []) {
  const fields = new Fields(request);
  fields.check(broken.map((field) => ({ field, rule: 'is invalid' })));
  try {
    const page = readListPage(request, fields, ListOfficerStatesRequest, toId);
    return { page, reported: fields.violations.map(({ field }) => field) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { reported: [fields.violations.map(({ field }) => field)] };
  }
}

test('the token of the last row begins the next page, of any size', () => {
  const { page } = read({ ...REQUEST, pageSize: 7 });
  expect(page).toMatchObject({ size: 7, place: undefined });
  const pageToken = nextPageToken(page ?? never(), ID);
  expect(read({ ...REQUEST, pageToken })).toEqual({ page: { ...page, size: 50, place: ID }, reported: [] });
});

test('the last page has no token', () => {
  expect(nextPageToken({ filter: FILTER }, undefined)).toBe('');
});

test('reports an invalid page size beside other fields, and reads no token of an invalid filter', () => {
  const invalid = { ...REQUEST, pageSize: 501, pageToken: 'x' };
  expect(read(invalid, ['officer_id']).reported).toEqual([['officer_id', 'page_size']]);
  expect(read({ ...REQUEST, pageToken: 'x' }, ['officer_id']).reported).toEqual([['officer_id']]);
  expect(read({ ...REQUEST, pageToken: 'x' }).reported).toEqual(['page_token']);
});

test('rejects the token of another filter', () => {
  const pageToken = nextPageToken(read({ ...REQUEST, reason: 'other' }).page ?? never(), ID);
  expect(read({ ...REQUEST, pageToken }).reported).toEqual(['page_token']);
});

const PLACE = compoundPlace({ day: toDay, at: toTime, officerId: toId, number: toCount });
const ROW = { day: '2026-11-28', at: new Date('2026-11-28T05:00:00.123Z'), officerId: ID, number: 0 };

test('reads a place of several parts as it was written', () => {
  expect(PLACE.read(PLACE.write(ROW))).toEqual(ROW);
});

test.each([
  ['a missing part', `2026-11-28 1 ${ID}`],
  ['a part too many', `2026-11-28 1 ${ID} 0 0`],
  ['an invalid day', `2026-02-30 1 ${ID} 0`],
  ['an invalid time', `2026-11-28 -1 ${ID} 0`],
  ['an invalid id', '2026-11-28 1 x 0'],
  ['an invalid number', `2026-11-28 1 ${ID} 1.5`],
  ['nothing', ''],
])('rejects a place with %s', (_what, text) => {
  expect(PLACE.read(text)).toBeUndefined();
});

function never(): never {
  throw new Error('there is no page');
}
