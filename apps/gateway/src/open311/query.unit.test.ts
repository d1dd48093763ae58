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
