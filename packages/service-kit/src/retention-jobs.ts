import type { Database } from '@safe-community/database';
import type { Domain } from '@safe-community/events';
import { clientCredentials, type TlsFiles } from '@safe-community/grpc-kit';
import { forgetAnswers, pruneLedger } from '@safe-community/ledger';
import type { Logger } from '@safe-community/telemetry';
import { consumersOfLedger } from './operations/consumer/consumer.client.ts';
import type { RetentionPolicy } from './retention-config.ts';
import type { Job } from './run-jobs.ts';

export interface Kept {
  readonly database: Database;
  readonly domain: Domain;
  readonly logger: Logger;
}

/** Retention is in days, so some minutes more do not matter. */
const EVERY_MS = 10 * 60_000;

/** The jobs that delete old stored responses and old events. There is none for what is kept forever. */
export function retentionJobs(
  { database, domain, logger }: Kept,
  { answersKeptDays, eventsKeptDays: keptDays, consumers }: RetentionPolicy,
  tls: TlsFiles,
): { readonly jobs: readonly Job[]; close(): void } {
  const known = consumersOfLedger(consumers, domain, clientCredentials(tls));
  const askConsumers = (epoch: string) => known.ask(epoch);
  const forgetting: Job = {
    name: 'forget-answers',
    everyMs: EVERY_MS,
    run: () => forgetAnswers(database.em.fork(), answersKeptDays),
  };
  const pruning: Job = {
    name: 'prune-ledger',
    everyMs: EVERY_MS,
    run: (signal) => pruneLedger({ database, keptDays, askConsumers, logger }, signal),
  };
  return {
    jobs: [...(answersKeptDays > 0 ? [forgetting] : []), ...(keptDays > 0 ? [pruning] : [])],
    close: () => known.close(),
  };
}
