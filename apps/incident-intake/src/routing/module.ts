import type { BeatBook, Territory as TerritoryBook } from '../incident/ports.app.ts';

export type Beats = BeatBook;
export type Territory = TerritoryBook;
