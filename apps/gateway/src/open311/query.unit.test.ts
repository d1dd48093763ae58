import { expect, test } from 'vitest';
import { readQuery } from './query.ts';

test('a day that no calendar has is refused, not moved into the next month', () => {
  const read = (text: string) => readQuery((name) => (name === 'start_date' ? text : ''));
  for (const day of ['2026-02-31', '2026-04-31', '2026-02-29', '2026-13-01', '2026-01-00']) {
    expect([day, read(`${day}T10:00:00Z`)]).toEqual([
      day,
      { problems: [expect.stringContaining('start_date must be')] },
    ]);
  }
  expect(read('2028-02-29T00:30:00+02:00')).toMatchObject({ query: { startDate: new Date('2028-02-28T22:30:00Z') } });
});
