import type { Job, Runtime } from '@safe-community/service-kit';
import { anchorPortion } from './anchor.store.ts';

const EVERY_MS = 5_000;
/** Chains in one anchor. */
const PORTION = 1_000;

/** Covers what happened to recordings by an entry of the signed audit. */
export function anchorCustodyJob({ database, clock }: Pick<Runtime, 'database' | 'clock'>, service: string): Job {
  return {
    name: 'anchor-custody',
    everyMs: EVERY_MS,
    run: () => database.em.fork().transactional((tx) => anchorPortion(tx, service, clock, PORTION)),
  };
}
