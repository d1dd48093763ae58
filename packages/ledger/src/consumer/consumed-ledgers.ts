import { prepared, rows, type EntityManager } from '@safe-community/database';
import { PARTITION } from '../outbox/append.ts';

/** How far a service has counted, at one moment. */
interface ConsumedLedgers {
  /** The last event of each producer that has had its effects. */
  readonly positions: readonly LedgerPosition[];
  /** Its effects were rebuilt so many times: between two equal numbers, none was. */
  readonly rebuilds: number;
}

export interface LedgerPosition {
  readonly producer: string;
  /** As text, as PostgreSQL returns 64-bit integers. */
  readonly position: string;
}

export async function consumedLedgers(em: EntityManager, consumer: string): Promise<ConsumedLedgers> {
  const [consumed] = await rows<ConsumedLedgers>(em, CONSUMED, [consumer, PARTITION]);
  if (consumed === undefined) throw new Error('a query without a from clause returned no row');
  return consumed;
}

/** How far the service has written and consumed: another text whenever it has. */
export async function ledgerProgress(em: EntityManager): Promise<string> {
  const [found] = await rows<{ progress: string }>(em, PROGRESS);
  return found?.progress ?? '';
}

const PROGRESS = prepared(`
  select concat_ws(' ', (select position from ledger_head),
    (select string_agg(concat_ws(' ', producer, epoch, position), ' ' order by producer) from consumer_checkpoint)
  ) as progress`);

const CONSUMED = prepared(`
  select
    (select coalesce(json_agg(json_build_object('producer', producer, 'position', position::text) order by producer), '[]')
     from consumer_checkpoint where consumer = $1 and partition = $2) as positions,
    (select count(*)::int from consumer_rebuild where consumer = $1 and done_at is not null and failure = '') as rebuilds`);
