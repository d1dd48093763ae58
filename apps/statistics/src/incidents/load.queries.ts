import { StatisticsServiceService } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { inSnapshot } from '@safe-community/database';
import { kyivDay, unless } from '@safe-community/domain-kit';
import { query } from '@safe-community/service-kit';
import { findOblast, hromadas } from '@safe-community/territory';
import { readKnownOn, toDay } from '../calendar/module.ts';
import { partsOnTheDay, readListedUnits, readMergers } from '../territory/module.ts';
import { checkSpan } from './load-query.ts';
import { listLoad } from './load.store.ts';

/** Incidents counted, by hromada: built-in ones, and those that the registry listed. */
export const listHromadaLoad = query(StatisticsServiceService.listHromadaLoad, {
  parse({ request, fields, clock }) {
    const { oblastCode } = request;
    const { knownOn, violations } = readKnownOn(request.asKnownOn, kyivDay(clock.now()));
    const [from = '', to = ''] = [toDay(request.from), toDay(request.to)];
    const isOblast = oblastCode === '' || findOblast(oblastCode)?.code === oblastCode;
    fields.check([...checkSpan(from, to), ...violations]);
    fields.check(unless(isOblast, 'oblast_code', 'must be empty or the KATOTTG code of an oblast'));
    return { from, to, oblastCode, knownOn };
  },
  read: ({ query: { oblastCode, ...days }, database }) =>
    inSnapshot(database, async (tx) => {
      const all = [...hromadas(), ...(await readListedUnits(tx))];
      const places = all.filter((hromada) => oblastCode === '' || hromada.oblastCode === oblastCode);
      const wanted = places.map(({ code }) => ({ territory: code, codes: [code] }));
      return listLoad(tx, partsOnTheDay(wanted, await readMergers(tx, days.knownOn)), days);
    }),
  reply: ({ found: loads }) => ({
    hromadas: loads.map(({ hromadaCode, incidents }) => ({ hromadaCode, incidents: BigInt(incidents) })),
  }),
});
