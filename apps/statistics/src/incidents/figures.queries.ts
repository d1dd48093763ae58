import {
  StatisticsServiceService,
  type FigureCell as CellMessage,
} from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import type { Database } from '@safe-community/database';
import { unless } from '@safe-community/domain-kit';
import { query, type Rpc } from '@safe-community/service-kit';
import { findOblast, hromadas } from '@safe-community/territory';
import { partsOf, toDay } from '../calendar/module.ts';
import { levelOf } from '../territory/module.ts';
import { categoryNumber, toCategory } from './category.mapping.ts';
import { byDayAndCategory, checkQuery, checkSpan, type FigureCell } from './figures-query.ts';
import { COUNTRY } from './event-count.ts';
import { findCells, listLoad } from './cells.store.ts';

export function figuresQueries(database: Database): Rpc[] {
  return [queryFigures(database), listHromadaLoad];
}

/** Incidents counted, by day and category. */
function queryFigures(database: Database): Rpc {
  return query(StatisticsServiceService.queryFigures, {
    async parse(request, fields) {
      const { territoryCode, byDay } = request;
      const category = toCategory(request.category);
      const isKnown = request.category === 0 || category !== undefined;
      fields.check(unless(isKnown, 'category', 'must be one of the known categories'));
      const [from = '', to = ''] = [toDay(request.from), toDay(request.to)];
      const level = territoryCode === '' ? 'country' : await levelOf(database, territoryCode);
      fields.check(checkQuery({ from, to, category }, level));
      return { from, to, category, byDay, territoryCode: level === 'country' ? COUNTRY : territoryCode };
    },
    read: async (figures) => (await findCells(database, figures)).toSorted(byDayAndCategory),
    reply: (cells) => ({ cells: cells.map(toMessage) }),
  });
}

/** Incidents counted, by hromada. */
const listHromadaLoad = query(StatisticsServiceService.listHromadaLoad, {
  parse(request, fields) {
    const { oblastCode } = request;
    const [from = '', to = ''] = [toDay(request.from), toDay(request.to)];
    const isOblast = oblastCode === '' || findOblast(oblastCode)?.code === oblastCode;
    fields.check(checkSpan(from, to));
    fields.check(unless(isOblast, 'oblast_code', 'must be empty or the KATOTTG code of an oblast'));
    return { from, to, oblastCode };
  },
  read: ({ from, to, oblastCode }, _call, database) => {
    const places = hromadas().filter((hromada) => oblastCode === '' || hromada.oblastCode === oblastCode);
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

function toMessage(cell: FigureCell): CellMessage {
  return {
    category: categoryNumber(cell.category),
    day: cell.day === undefined ? undefined : partsOf(cell.day),
    incidents: BigInt(cell.incidents),
    killed: BigInt(cell.killed),
    injured: BigInt(cell.injured),
    demonstration: BigInt(cell.demonstration),
    defendersKilled: BigInt(cell.defendersKilled),
    defendersInjured: BigInt(cell.defendersInjured),
  };
}
