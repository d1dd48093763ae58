import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkCasualties, NO_CASUALTIES, type Casualties } from '@safe-community/domain-kit';
import { casualtiesWithinRules } from '../../test/arbitrary-report.ts';

test('accepts counts within the rules', () => {
  fc.assert(
    fc.property(casualtiesWithinRules, (casualties) => {
      expect(checkCasualties(casualties, 'casualties')).toEqual([]);
    }),
  );
});

test.each<[given: string, more: Partial<Casualties>, broken: string[]]>([
  ['nobody hurt', {}, []],
  ['10,000 killed', { killed: 10_000 }, []],
  ['10,001 killed', { killed: 10_001 }, ['casualties.killed']],
  ['10,000 injured', { injured: 10_000 }, []],
  ['10,001 injured', { injured: 10_001 }, ['casualties.injured']],
  ['all killed are children', { killed: 2, childrenKilled: 2 }, []],
  ['more children than killed', { killed: 1, childrenKilled: 2 }, ['casualties.killed']],
  [
    'children and defenders together above killed',
    { killed: 2, childrenKilled: 1, defendersKilled: 2 },
    ['casualties.killed'],
  ],
  ['defenders without injured', { defendersInjured: 1 }, ['casualties.injured']],
])('validates %s', (_given, more, broken) => {
  const violations = checkCasualties({ ...NO_CASUALTIES, ...more }, 'casualties');
  expect(violations.map(({ field }) => field)).toEqual(broken);
});

test('everything that is accepted fits the columns', () => {
  const count = fc.nat({ max: 2 ** 32 - 1 });
  const any = fc.record({
    killed: count,
    injured: count,
    childrenKilled: count,
    childrenInjured: count,
    defendersKilled: count,
    defendersInjured: count,
  });
  fc.assert(
    fc.property(any, (casualties) => {
      if (checkCasualties(casualties, 'casualties').length > 0) return;
      expect(Math.max(...Object.values(casualties))).toBeLessThan(2 ** 31);
    }),
  );
});
