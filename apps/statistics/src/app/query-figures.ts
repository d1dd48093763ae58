import { refuseInvalid } from '@safe-community/domain-kit';
import { CATEGORIES } from '../domain/category.ts';
import { checkQuery, type FigureCell, type FiguresQuery } from '../domain/figures-query.ts';
import { COUNTRY } from '../domain/incident-count.ts';
import type { IncidentCounters, TerritoryBook } from './ports.ts';

/** A query as it was asked: a day that could not be read is absent, the territory empty for the country. */
export interface AskedFigures extends Omit<FiguresQuery, 'from' | 'to'> {
  readonly from: FiguresQuery['from'] | undefined;
  readonly to: FiguresQuery['to'] | undefined;
}

export interface QueryPorts {
  readonly counters: IncidentCounters;
  readonly territory: TerritoryBook;
}

/** Incidents counted, by day and category. */
export async function queryFigures({ counters, territory }: QueryPorts, asked: AskedFigures): Promise<FigureCell[]> {
  const level = asked.territoryCode === '' ? 'country' : await territory.levelOf(asked.territoryCode);
  refuseInvalid(checkQuery(asked, level));
  const { from = '', to = '' } = asked;
  const territoryCode = level === 'country' ? COUNTRY : asked.territoryCode;
  const cells = await counters.cells({ ...asked, from, to, territoryCode });
  return cells.toSorted(byDayAndCategory);
}

function byDayAndCategory(a: FigureCell, b: FigureCell): number {
  const [dayOfA, dayOfB] = [a.day ?? '', b.day ?? ''];
  if (dayOfA !== dayOfB) return dayOfA < dayOfB ? -1 : 1;
  return CATEGORIES.indexOf(a.category) - CATEGORIES.indexOf(b.category);
}
