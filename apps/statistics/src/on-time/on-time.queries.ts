import { StatisticsServiceService } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { checkKnownOn, checkPastDays, kyivDay, unless } from '@safe-community/domain-kit';
import { query } from '@safe-community/service-kit';
import { COUNTRY } from '@safe-community/territory';
import { toCoverageMessage } from '../sources/module.ts';
import { Gazetteer, partsOnTheDay, readListedUnits, readMergers } from '../territory/module.ts';
import { readOnTimeCoverage } from './on-time-coverage.store.ts';
import { toGoal, toResult } from './on-time.mapping.ts';
import type { Goal } from './on-time.ts';
import { countResults } from './on-time.store.ts';

const MAX_DAYS = 3_660;

export const queryOnTime = query(StatisticsServiceService.queryOnTime, {
  async parse({ request, fields, database, clock }) {
    const { firstDay, lastDay, asKnownOn } = request;
    const now = clock.now();
    const today = kyivDay(now);
    const knownOn = asKnownOn === '' ? undefined : asKnownOn;
    const code = request.territoryCode || COUNTRY;
    const tx = database.em.fork();
    const [unit] = new Gazetteer(await readListedUnits(tx)).unitsOf({ codes: [code] });
    fields.check([
      ...checkPastDays(firstDay, lastDay, today, MAX_DAYS),
      ...checkKnownOn(asKnownOn, 'as_known_on', today),
      ...unless(
        request.goal === 0 || toGoal(request.goal) !== undefined,
        'goal',
        'must be ARRIVAL, REPAIR, or not given',
      ),
      ...unless(unit !== undefined, 'territory_code', 'must be the KATOTTG code of a known territory, or empty'),
    ]);
    const units = unit === undefined ? [] : [unit];
    const mergers = fields.violations.length > 0 ? [] : await readMergers(tx, knownOn);
    const parts = unit?.level === 'country' ? undefined : partsOnTheDay(units, mergers);
    return {
      firstDay,
      lastDay,
      wanted: { units, mergers },
      parts,
      now,
      today,
      knownOn,
      isByOblast: unit?.level === 'oblast',
      goal: toGoal(request.goal),
    };
  },
  async read({ query: { wanted, today, ...filter }, database }) {
    // First: what is declared meanwhile may not make whole what was not counted yet.
    const coverageOf = await readOnTimeCoverage(database.em.fork(), { ...filter, today }, wanted);
    return { counts: await countResults(database, filter), coverageOf };
  },
  reply({ found: { counts, coverageOf }, query: { goal } }) {
    const coverage = (of: Goal) => {
      const covered = coverageOf(
        of,
        counts.some(({ target }) => target.goal === of),
      );
      return goal !== undefined && goal !== of ? undefined : covered && toCoverageMessage(covered);
    };
    return {
      results: counts.map(toResult),
      arrivalsCoverage: coverage('arrival'),
      repairsCoverage: coverage('repair'),
    };
  },
});
