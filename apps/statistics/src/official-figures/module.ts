import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { importOfficialFigures } from './official-figures.commands.ts';
import { listOfficialFigures } from './official-figures.queries.ts';
import {
  FIGURE_RIGHTS,
  FIGURE_TABLES,
  FormerFigureRow,
  OfficialFigureRow,
  OfficialSeriesRow,
} from './official-figures.store.ts';

export { toDifferenceMessage, toFigureMessage } from './figure.mapping.ts';
export { periodKey, type OfficialFigure } from './official-figure.ts';
export type { OfficialSeries } from './official-series.ts';
export { listStatements } from './listed-figures.store.ts';
export { differencesOf, type SumDifference } from './sum-difference.ts';

/** Series of figures as they were published, each with its publisher, and the former values of each figure. */
export const officialFigures: Module<unknown> = {
  name: 'official-figures',
  entities: [OfficialSeriesRow, OfficialFigureRow, FormerFigureRow],
  migrations: [defineMigration('2026-12-01-official-figures', FIGURE_TABLES)],
  rights: FIGURE_RIGHTS,
  start: () => ({ rpcs: [importOfficialFigures, listOfficialFigures] }),
};
