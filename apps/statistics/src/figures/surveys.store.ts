import type { EntityManager } from '@safe-community/database';
import { COUNTRY } from '@safe-community/territory';
import { readTrust, type ShownTrust } from '../trust/module.ts';
import type { Figure } from './figure.ts';
import type { Measure } from './measure.ts';
import { pastRanges, type Wanted } from './oblast-sums.store.ts';

/**
 * Shares of surveys, for the country and oblasts. The share of several territories together is not known: it is no sum of
 * theirs.
 */
export async function readSurveys(
  tx: EntityManager,
  { request, wanted: { units } }: Wanted,
  measures: readonly Measure[],
): Promise<Figure[]> {
  const byTerritory = request.groupBy.includes('territory');
  const { ranges, keysOf } = pastRanges(request);
  if ((!byTerritory && units.length > 1) || ranges.length === 0) return [];
  const known = await readTrust(tx, ranges, request.knownOn);
  return measures.flatMap(({ name: measure }) =>
    ranges.flatMap((range) =>
      units.flatMap(({ territory }) => {
        const oblastCode = territory === COUNTRY ? '' : territory;
        const shown = known.find((each) => each.from === range.from && each.oblastCode === oblastCode);
        if (shown === undefined) return [];
        return [{ ...keysOf(range), ...(byTerritory && { territoryCode: territory }), measure, ...figureOf(shown) }];
      }),
    ),
  );
}

function figureOf({ value: share, low, high, sampleSize, effectiveSampleSize }: ShownTrust) {
  return {
    value: 100 * share,
    base: sampleSize,
    sample: { size: sampleSize, effectiveSize: effectiveSampleSize, low: 100 * low, high: 100 * high },
  };
}
