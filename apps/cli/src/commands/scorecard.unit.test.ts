import { Completeness } from '@safe-community/contracts/statistics/v1/coverage.ts';
import { Scorecard } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import { expect, test } from 'vitest';
import { csvRows } from './scorecard.ts';

const { COMPLETE, INCOMPLETE, UNKNOWN } = Completeness;

test('the CSV says of each number whether it is a lower bound, and has none that nobody reports', () => {
  const of = (completeness: Completeness) => ({ completeness, coveredPercent: 37 });
  const rows = csvRows(
    Scorecard.fromPartial({
      territoryCode: 'UA',
      firstDay: '2026-01-01',
      countedUntil: '2026-11-30',
      rows: [
        {
          id: 'deaths_water',
          value: 8,
          coverage: of(INCOMPLETE),
          baselines: [{ firstDay: '2025-01-01', lastDay: '2025-11-30', counted: 9, coverage: of(COMPLETE) }],
        },
        { id: 'deaths_fire', value: 0, coverage: of(UNKNOWN), baselines: [{ counted: 3, coverage: of(UNKNOWN) }] },
        {
          id: 'trust',
          value: 64,
          sample: { size: 400, low: 57, high: 70 },
          baselines: [{ firstDay: '2025-01-01', lastDay: '2025-11-30', counted: 60 }],
        },
      ],
    }),
  );
  expect(rows.map((row) => row.slice(1).join(','))).toEqual([
    'deaths_water,2026-01-01,2026-11-30,at_least,8,,',
    'deaths_water,2025-01-01,2025-11-30,counted,9,,',
    'trust,2026-01-01,2026-11-30,counted,64,57,70',
    'trust,2026-01-01,2026-11-30,people_asked,400',
    'trust,2025-01-01,2025-11-30,counted,60,,',
  ]);
});
