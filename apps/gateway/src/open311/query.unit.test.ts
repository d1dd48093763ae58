import { expect, test } from 'vitest';
import { readQuery, readUpdateQuery } from './query.ts';

const ID = '01a2207d-c98d-7473-8766-bf755ce90ecd';
const OTHER = '01a2207d-cb43-7495-a79f-ab3bc2045b2f';
const only =
  (wanted: string, ...values: string[]) =>
  (name: string) =>
    name === wanted ? values : [];

test('a day that no calendar has is refused, not moved into the next month', () => {
  const read = (text: string) => readQuery(only('start_date', text));
  for (const day of ['2026-02-31', '2026-04-31', '2026-02-29', '2026-13-01', '2026-01-00']) {
    expect([day, read(`${day}T10:00:00Z`)]).toEqual([
      day,
      { problems: [expect.stringContaining('start_date must be')] },
    ]);
  }
  expect(read('2028-02-29T00:30:00+02:00')).toMatchObject({ query: { startDate: new Date('2028-02-28T22:30:00Z') } });
  expect(read('2028-02-29T00:30+02:00')).toMatchObject({ query: { startDate: new Date('2028-02-28T22:30:00Z') } });
});

test('ids override all other parameters, also invalid ones', () => {
  const read = readQuery((name) => (name === 'service_request_id' ? [ID] : ['nonsense']));
  expect(read).toMatchObject({ query: { ids: [ID], serviceCodes: [], status: undefined, page: undefined } });
});

test('lists may be repeated, joined by commas, or both', () => {
  expect(readQuery(only('service_code', 'a,b', 'c'))).toMatchObject({ query: { serviceCodes: ['a', 'b', 'c'] } });
  expect(readQuery(only('service_request_id', `${ID}, ${OTHER.toUpperCase()}`, 'x'))).toMatchObject({
    query: { ids: [ID, OTHER, '00000000-0000-0000-0000-000000000000'] },
  });
});

test('updates are filtered by request and time, and paged', () => {
  const given: Record<string, string[]> = {
    service_request_id: [ID],
    start_date: ['2026-11-01T00:00:00Z'],
    page: ['2'],
  };
  expect(readUpdateQuery((name) => given[name] ?? [])).toEqual({
    query: {
      ids: [ID],
      startDate: new Date('2026-11-01T00:00:00Z'),
      endDate: undefined,
      page: { number: 2, size: 50 },
    },
  });
  expect(readUpdateQuery(only('end_date', 'yesterday'))).toMatchObject({ problems: [expect.any(String) as string] });
});

test.each([
  ['2026-11-28 10:00', '2026-11-28T08:00:00Z'],
  ['2026-11-28 10:00:00', '2026-11-28T08:00:00Z'],
  ['2026-11-28T10:00:00 0200', '2026-11-28T08:00:00Z'],
  ['2026-11-28T10:00:00 02:00', '2026-11-28T08:00:00Z'],
  ['2026-11-28T10:00:00.5 02:00', '2026-11-28T08:00:00.5Z'],
  ['2026-11-28T10:00:00 00:00', '2026-11-28T10:00:00Z'],
  ['2026-11-28 10:00 02:00', '2026-11-28T08:00:00Z'],
])('a time with a blank in it, "%s", is %s', (text, time) => {
  expect(readQuery(only('start_date', text))).toMatchObject({ query: { startDate: new Date(time) } });
});

test('the size of a page has two names; that of the extension counts if both are given', () => {
  const page = (given: Record<string, string>) => readQuery((name) => (name in given ? [given[name] ?? ''] : []));
  expect(page({ page: '3', per_page: '10' })).toMatchObject({ query: { page: { number: 3, size: 10 } } });
  expect(page({ per_page: '10' })).toMatchObject({ query: { page: { number: 1, size: 10 } } });
  expect(page({ per_page: '10', page_size: '20' })).toMatchObject({ query: { page: { size: 20 } } });
  expect(page({ per_page: 'x' })).toMatchObject({ problems: ['per_page must be a whole number from 1 to 999999'] });
});
