import type { Module } from '@safe-community/service-kit';
import { figureCommands } from './official-figures.commands.ts';
import { FIGURE_RIGHTS, FormerFigureRow, OfficialFigureRow } from './official-figures.store.ts';

export { indicatorNumber, toFigureMessage } from './figure.mapping.ts';
export type { FigureKind, Indicator, OfficialFigure } from './official-figure.ts';
export { FIGURE_TABLES, toFigure, type StatedFigure } from './official-figures.store.ts';

/** Figures as a public authority published them, with their source and their former values. */
export const officialFigures: Module<unknown> = {
  name: 'official-figures',
  entities: [OfficialFigureRow, FormerFigureRow],
  rights: FIGURE_RIGHTS,
  start: () => ({ rpcs: figureCommands }),
};
