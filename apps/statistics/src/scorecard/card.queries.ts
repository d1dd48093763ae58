import { inSnapshot, type Database } from '@safe-community/database';
import { kyivDay, unless, type ClockAndIds, type Violation } from '@safe-community/domain-kit';
import { COUNTRY } from '@safe-community/territory';
import { existsIn } from '../comparison/module.ts';
import { differencesOf, periodKey, type SumDifference } from '../official-figures/module.ts';
import { Gazetteer, partsOnTheDay, readListedUnits, readMergers } from '../territory/module.ts';
import { readOfficial, readSpans } from './card.store.ts';
import { ratiosOf, type CauseRatio } from './cause-ratio.ts';
import { incidentsOf, type CategoryMeasure } from './incidents-of-period.ts';
import { BASE_YEAR_NUMBER, checkPeriod, periodOf, type ScorecardPeriod } from './period.ts';
import { PROMISES } from './promises.ts';
import { rowsOf, type Row } from './rows.ts';

/** What the queries need from the service. */
export interface Sources {
  readonly database: Database;
  readonly clock: ClockAndIds;
}

/** Of which scorecard: empty texts mean the country, this year, and as known now. */
export interface WantedScorecard {
  readonly territoryCode: string;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly knownOn: string;
}

export const DEFAULT_SCORECARD: WantedScorecard = { territoryCode: '', firstDay: '', lastDay: '', knownOn: '' };

export function isDefault({ territoryCode, firstDay, lastDay, knownOn }: WantedScorecard): boolean {
  return [territoryCode, firstDay, lastDay, knownOn].every((text) => text === '');
}

/** A scorecard with what it is of; what is counted of now is not in it. */
export interface Card {
  readonly territoryCode: string;
  readonly period: ScorecardPeriod;
  /** In the order of the promises. */
  readonly rows: readonly Row[];
  readonly ratios: readonly CauseRatio[];
  readonly incidents: readonly CategoryMeasure[];
  /** Published totals of 2020 that differ from what their publishers state of the parts. */
  readonly differences: readonly SumDifference[];
  readonly computedAt: Date;
}

/** The violations of what is wanted. */
export async function checkWanted({ database, clock }: Sources, wanted: WantedScorecard): Promise<Violation[]> {
  if (isDefault(wanted)) return [];
  const today = kyivDay(clock.now());
  const broken = checkPeriod(wanted, today);
  if (broken.length > 0) return broken;
  return checkTerritory(database, wanted.territoryCode || COUNTRY, periodOf(wanted, today));
}

async function checkTerritory(database: Database, code: string, period: ScorecardPeriod) {
  const { firstDay, countedUntil, knownOn } = period;
  const tx = database.em.fork();
  const units = new Gazetteer(await readListedUnits(tx)).unitsOf({ codes: [code] });
  const isThere = existsIn(partsOnTheDay(units, await readMergers(tx, knownOn)), firstDay, countedUntil);
  return [
    ...unless(units.length > 0, 'territory_code', 'must be the KATOTTG code of a known territory, or empty'),
    ...unless(units.length === 0 || isThere, 'territory_code', 'must exist in the period: it was merged before'),
  ];
}

const BASE_YEAR = {
  kind: 'observed',
  periodStart: `${BASE_YEAR_NUMBER}-01-01`,
  periodEnd: `${BASE_YEAR_NUMBER}-12-31`,
} as const;

/** The scorecard of what is wanted, without violations. */
export async function readCard({ database, clock }: Sources, wanted: WantedScorecard): Promise<Card> {
  const computedAt = clock.now();
  const today = kyivDay(computedAt);
  const territoryCode = wanted.territoryCode || COUNTRY;
  const period = periodOf(wanted, today);
  const [spans, official] = await Promise.all([
    inSnapshot(database, (tx) => readSpans(tx, territoryCode, period)),
    // Official figures are of the country.
    territoryCode === COUNTRY ? readOfficial(database, period.knownOn ?? today) : [],
  ]);
  const known = { ...spans, official, period };
  return {
    territoryCode,
    period,
    rows: rowsOf(known),
    ratios: PROMISES.flatMap((promise) => ratiosOf(promise, known)),
    incidents: incidentsOf(spans.current.figures),
    differences: differencesOf(official, new Set([periodKey(BASE_YEAR)])),
    computedAt,
  };
}
