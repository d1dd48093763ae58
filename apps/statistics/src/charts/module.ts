import type { Module } from '@safe-community/service-kit';
import { exportChart } from './charts.queries.ts';

/** Pictures of the figures, for the web, documents, and the terminal. It has no tables. */
export const charts: Module<unknown> = {
  name: 'charts',
  start: () => ({ rpcs: [exportChart] }),
};
