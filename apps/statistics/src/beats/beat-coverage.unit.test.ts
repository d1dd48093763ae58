import { expect, test } from 'vitest';
import { coveredUnits, type CoverageChange } from './beat-coverage.ts';

const plain = <Beats>(beats: Beats) => beats;

test('a beat covers its units until it changes, a retired one none', () => {
  const covered = coveredUnits([change('a', ['S', 'D'], '2026-03-01'), change('a', [], '2026-03-10')], plain);
  expect(covered).toEqual(
    ['S', 'D'].map((unitCode) => ({
      unitCode,
      beatId: 'a',
      first: '2026-03-01',
      last: '2026-03-09',
      isAlone: true,
    })),
  );
});

test('of several changes of a day the last counts, and a unit may pass to another beat', () => {
  const covered = coveredUnits(
    [
      change('a', ['S'], '2026-03-01'),
      change('a', ['T'], '2026-03-10'),
      change('b', ['S'], '2026-03-10'),
      change('b', ['S', 'U'], '2026-03-10'),
    ],
    plain,
  );
  expect(covered.map(({ unitCode, beatId, first, last, isAlone }) => [unitCode, beatId, first, last, isAlone])).toEqual(
    [
      ['S', 'a', '2026-03-01', '2026-03-09', true],
      ['T', 'a', '2026-03-10', undefined, false],
      ['S', 'b', '2026-03-10', undefined, false],
      ['U', 'b', '2026-03-10', undefined, false],
    ],
  );
});

test('beats of other hromadas change nothing', () => {
  const covered = coveredUnits(
    [change('a', ['S'], '2026-03-01'), { ...change('b', ['T'], '2026-03-05'), hromadaCode: 'other' }],
    plain,
  );
  expect(covered.map(({ unitCode, last, isAlone }) => [unitCode, last, isAlone])).toEqual([
    ['S', undefined, true],
    ['T', undefined, true],
  ]);
});

function change(beatId: string, unitCodes: readonly string[], day: string): CoverageChange {
  return { beatId, hromadaCode: 'hromada', unitCodes, day };
}
