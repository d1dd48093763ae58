import type { Counted } from './promise.ts';
import type { PeriodScorecard } from './period-scorecard.ts';
import type { Scorecard } from './scorecard.ts';

/**
 * The scorecard of now with the hromadas that assignments cover, until the registry has published who has an officer: it
 * does so every few minutes.
 */
export function withCoveredNow(card: PeriodScorecard, officers: Scorecard['officers']): PeriodScorecard {
  const counted = coveredBy(officers);
  if (counted === undefined) return card;
  const promises = card.promises.map((each) =>
    each.promise === 'hromadas_covered' && each.current === undefined ? { ...each, current: counted } : each,
  );
  return { ...card, promises };
}

function coveredBy(officers: Scorecard['officers']): Counted | undefined {
  if (officers === undefined || officers.hromadasCovered === 0) return undefined;
  const { hromadasCovered, hromadasCoveredDemonstration: invented } = officers;
  const real = hromadasCovered - invented;
  return { value: real === 0 ? undefined : real, demonstration: invented === 0 ? undefined : invented };
}
