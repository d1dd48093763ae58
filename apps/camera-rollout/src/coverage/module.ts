import type { Module } from '@safe-community/service-kit';
import { getCoverage } from './coverage.queries.ts';

/** The progress of the rollout: patrol officers on strength with a working camera. */
export const coverage: Module<unknown> = { name: 'coverage', start: () => ({ rpcs: [getCoverage] }) };
