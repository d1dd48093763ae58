import { StatisticsServiceService } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { inSnapshot } from '@safe-community/database';
import { kyivDay, unless } from '@safe-community/domain-kit';
import { query } from '@safe-community/service-kit';
import { findOblast } from '@safe-community/territory';
import { readKnownOn, toDay } from '../calendar/module.ts';
import { readFigures, type Figure, type FigureRequest } from '../figures/module.ts';
import { checkSpan } from '../incidents/module.ts';
import { toCoverageMessage } from '../sources/module.ts';

/** Incidents counted, by hromada: built-in ones, and those that the registry listed. */
export const listHromadaLoad = query(StatisticsServiceService.listHromadaLoad, {
  parse({ request, fields, clock }): FigureRequest {
    const { oblastCode } = request;
    const today = kyivDay(clock.now());
    const { knownOn, violations } = readKnownOn(request.asKnownOn, today);
    const [from = '', to = ''] = [toDay(request.from), toDay(request.to)];
    const isOblast = oblastCode === '' || findOblast(oblastCode)?.code === oblastCode;
    fields.check([...checkSpan(from, to), ...violations]);
    fields.check(unless(isOblast, 'oblast_code', 'must be empty or the KATOTTG code of an oblast'));
    return {
      measures: ['incidents'],
      from,
      to,
      territory: { level: 'hromada', ...(oblastCode === '' ? {} : { withinCode: oblastCode }) },
      groupBy: ['territory'],
      knownOn,
      territoryAsOf: 'event',
      today,
    };
  },
  read: ({ query: request, database }) => inSnapshot(database, (tx) => readFigures(tx, request)),
  reply: ({ found }) => ({
    hromadas: found
      .filter(({ value }) => value > 0)
      .toSorted(byLoad)
      .map(({ territoryCode = '', value, coverage }) => ({
        hromadaCode: territoryCode,
        incidents: BigInt(value),
        coverage: coverage && toCoverageMessage(coverage),
      })),
  }),
});

function byLoad(one: Figure, other: Figure): number {
  return other.value - one.value || ((one.territoryCode ?? '') < (other.territoryCode ?? '') ? -1 : 1);
}
