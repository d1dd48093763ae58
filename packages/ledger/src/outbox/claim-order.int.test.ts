import { columnOf, prepared, rows } from '@safe-community/database';
import { beforeEach, expect, it } from 'vitest';
import { batchWriter, type PendingWrite } from '../index.ts';
import { claimAll, type Claimant } from './idempotency-keys.ts';
import { openLedger, type Ledger } from '../../test/ground.ts';
import { testKey } from '../../test/test-key.ts';

const FIRST = '11111111-1111-4111-8111-111111111111';
const SECOND = '22222222-2222-4222-8222-222222222222';
const ORDERS = [
  [FIRST, SECOND],
  [SECOND, FIRST],
];

let ledger: Ledger;
beforeEach(async () => {
  ledger = await openLedger({ isSpoilt: true });
  const em = ledger.admin.em.fork();
  // Each claim takes so long that two batches certainly overlap.
  await rows(
    em,
    `create function claim_slowly() returns trigger language plpgsql as
     $$ begin perform pg_sleep(0.3); return new; end $$`,
  );
  await rows(em, 'create trigger slow before insert on request_record for each row execute function claim_slowly()');
});

function claimant(requestId: string): Claimant {
  return { key: testKey('client', requestId, 'Report', Buffer.from('body')), response: Buffer.from('answer') };
}

it('batches that claim the same ids in opposite orders do not deadlock', async () => {
  const claims = await Promise.all(
    ORDERS.map((ids) => ledger.database.em.fork().transactional((em) => claimAll(em, ids.map(claimant)))),
  );
  expect(claims.map((each) => each.map(({ state }) => state)).toSorted()).toEqual([
    ['new', 'new'],
    ['repeated', 'repeated'],
  ]);
});

const NOTHING = prepared('select * from unnest($1::text[]) as id where id is null');

it('batches of two replicas that claim the same ids in opposite orders do not deadlock', async () => {
  const { database, wakeup } = ledger;
  const replicas = ORDERS.map((ids) => ({
    ids,
    writes: batchWriter<PendingWrite>({
      database,
      wakeup,
      longestQueue: 100,
      insert: (writes) => ({ statement: NOTHING, values: [columnOf('text', writes, ({ key }) => key.requestId)] }),
    }),
  }));
  const committed = await Promise.all(
    replicas.flatMap(({ ids, writes }) => ids.map((id) => writes.commit({ ...claimant(id), events: [] }))),
  );
  expect(committed.map(({ repeated }) => repeated).toSorted()).toEqual([false, false, true, true]);
});
