import { expect, test } from 'vitest';
import { withOfferedMethods } from './offered-methods.ts';

const README = `# statistics

## What it offers
<!-- begin methods: written by npm run access -->
anything
<!-- end methods -->
More.
`;

test('the table between the marks names each service once, with its contract and all of its methods', () => {
  const written = withOfferedMethods(README, 'statistics');
  expect(written).toContain(
    '| [`StatisticsService`](../../proto/safecommunity/statistics/v1/statistics_service.proto) | `ImportOfficialFigures`, `',
  );
  expect(written.match(/StatisticsService`/g)).toHaveLength(1);
  expect(written).not.toContain('anything');
  expect(written).toMatch(/<!-- end methods -->\nMore\.\n$/);
  expect(withOfferedMethods(written, 'statistics')).toBe(written);
});

test('a README without the marks is refused', () => {
  expect(() => withOfferedMethods('# statistics', 'statistics')).toThrow('lacks <!-- begin methods');
});
