import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { importOfficialFigures } from './official-figures.commands.ts';
import { listOfficialFigures } from './official-figures.queries.ts';
import { FIGURE_RIGHTS, FIGURE_TABLES, FormerFigureRow, OfficialFigureRow } from './official-figures.store.ts';

export { toDifferenceMessage, toFigureMessage } from './figure.mapping.ts';
export type { Indicator, OfficialFigure } from './official-figure.ts';
export { listStatements } from './listed-figures.store.ts';
export { differenceOf } from './sum-difference.ts';

/** Figures as a public authority published them, with their source and their former values. */
export const officialFigures: Module<unknown> = {
  name: 'official-figures',
  entities: [OfficialFigureRow, FormerFigureRow],
  migrations: [defineMigration('2026-12-01-official-figures', FIGURE_TABLES)],
  rights: FIGURE_RIGHTS,
  start: () => ({ rpcs: [importOfficialFigures, listOfficialFigures] }),
};
