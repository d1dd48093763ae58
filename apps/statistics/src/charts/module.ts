import type { Module } from '@safe-community/service-kit';
import { exportChart, type Sources } from './charts.queries.ts';

/** Pictures of the figures, for the web, documents, and the terminal. It has no tables. */
export const charts: Module<Sources> = {
  name: 'charts',
  start: (sources, { installation }) => ({ rpcs: [exportChart(sources, installation)] }),
};
