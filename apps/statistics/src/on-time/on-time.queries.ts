import { StatisticsServiceService } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { checkKnownOn, checkPastDays, kyivDay, unless } from '@safe-community/domain-kit';
import { query } from '@safe-community/service-kit';
import { COUNTRY } from '@safe-community/territory';
import { Gazetteer, partsOnTheDay, readListedUnits, readMergers } from '../territory/module.ts';
import { toGoal, toResult } from './on-time.mapping.ts';
import { countResults } from './on-time.store.ts';

const MAX_DAYS = 3_660;

export const queryOnTime = query(StatisticsServiceService.queryOnTime, {
  async parse({ request, fields, database, clock }) {
    const { firstDay, lastDay, asKnownOn } = request;
    const now = clock.now();
    const knownOn = asKnownOn === '' ? undefined : asKnownOn;
    const code = request.territoryCode || COUNTRY;
    const tx = database.em.fork();
    const [unit] = new Gazetteer(await readListedUnits(tx)).unitsOf({ codes: [code] });
    fields.check([
      ...checkPastDays(firstDay, lastDay, kyivDay(now), MAX_DAYS),
      ...checkKnownOn(asKnownOn, 'as_known_on', kyivDay(now)),
      ...unless(
        request.goal === 0 || toGoal(request.goal) !== undefined,
        'goal',
        'must be ARRIVAL, REPAIR, or not given',
      ),
      ...unless(unit !== undefined, 'territory_code', 'must be the KATOTTG code of a known territory, or empty'),
    ]);
    const isCountry = unit === undefined || unit.level === 'country';
    const parts = isCountry ? undefined : partsOnTheDay([unit], await readMergers(tx, knownOn));
    return {
      firstDay,
      lastDay,
      parts,
      now,
      knownOn,
      isByOblast: unit?.level === 'oblast',
      goal: toGoal(request.goal),
    };
  },
  read: ({ query: filter, database }) => countResults(database, filter),
  reply: ({ found: counts }) => ({ results: counts.map(toResult) }),
});
