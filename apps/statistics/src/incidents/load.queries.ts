import { StatisticsServiceService } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { unless } from '@safe-community/domain-kit';
import { query } from '@safe-community/service-kit';
import { findOblast, hromadas } from '@safe-community/territory';
import { toDay } from '../calendar/module.ts';
import { readListedUnits } from '../territory/module.ts';
import { checkSpan } from './load-query.ts';
import { listLoad } from './load.store.ts';

/** Incidents counted, by hromada: built-in ones, and those that the registry listed. */
export const listHromadaLoad = query(StatisticsServiceService.listHromadaLoad, {
  parse(request, fields) {
    const { oblastCode } = request;
    const [from = '', to = ''] = [toDay(request.from), toDay(request.to)];
    const isOblast = oblastCode === '' || findOblast(oblastCode)?.code === oblastCode;
    fields.check(checkSpan(from, to));
    fields.check(unless(isOblast, 'oblast_code', 'must be empty or the KATOTTG code of an oblast'));
    return { from, to, oblastCode };
  },
  read: async ({ from, to, oblastCode }, _call, database) => {
    const all = [...hromadas(), ...(await readListedUnits(database.em.fork()))];
    const places = all.filter((hromada) => oblastCode === '' || hromada.oblastCode === oblastCode);
    return listLoad(
      database,
      places.map(({ code }) => code),
      { from, to },
    );
  },
  reply: (loads) => ({
    hromadas: loads.map(({ hromadaCode, incidents, demonstration }) => ({
      hromadaCode,
      incidents: BigInt(incidents),
      demonstration: BigInt(demonstration),
    })),
  }),
});
