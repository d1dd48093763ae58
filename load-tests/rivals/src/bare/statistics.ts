import { DeliverPolicy, jetstream, type JsMsg } from '@nats-io/jetstream';
import pg from 'pg';
import type { Settings } from '../settings.js';
import { connectBroker, STREAM } from './broker.js';
import { createTables } from './tables.js';

const BATCH = 500;

/** Sums and place in one statement, which is one transaction. A place that has moved already leaves the sums as they are. */
const COUNT = {
  name: 'count',
  text: `
    with moved as (
      update bare_place set sequence = $4 where stream = '${STREAM}' and sequence < $5 returning 1
    )
    insert into bare_count
    select u.* from unnest($1::text[], $2::int[], $3::bigint[]) as u (hromada_code, category, incidents), moved
    on conflict (hromada_code, category) do update set incidents = bare_count.incidents + excluded.incidents`,
};

interface Reported {
  readonly hromadaCode: string;
  readonly category: number;
}

/** Counts incidents by place and category, each once. */
export async function startStatistics(settings: Settings): Promise<void> {
  const pool = new pg.Pool({ connectionString: settings.databaseUrl, max: 1 });
  await createTables(pool);
  const { rows } = await pool.query<{ sequence: string }>('select sequence from bare_place where stream = $1', [
    STREAM,
  ]);
  const from = { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: Number(rows[0]?.sequence ?? 0) + 1 };
  const consumer = await jetstream(await connectBroker(settings)).consumers.get(STREAM, from);
  void countAll(pool, await consumer.consume());
  console.log('listening to events');
}

/** What arrives while a batch is counted becomes the next batch. */
async function countAll(pool: pg.Pool, messages: AsyncIterable<JsMsg>): Promise<void> {
  const waiting: JsMsg[] = [];
  let isCounting = false;
  const count = async (): Promise<void> => {
    isCounting = true;
    while (waiting.length > 0) await countBatch(pool, waiting.splice(0, BATCH));
    isCounting = false;
  };
  for await (const message of messages) {
    waiting.push(message);
    if (!isCounting) void count();
  }
}

async function countBatch(pool: pg.Pool, batch: readonly JsMsg[]): Promise<void> {
  const sums = new Map<string, Reported & { incidents: number }>();
  for (const message of batch) {
    const { hromadaCode, category } = message.json<Reported>();
    const key = `${hromadaCode} ${category}`;
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, { hromadaCode, category, incidents: 1 });
    else sum.incidents += 1;
  }
  const all = [...sums.values()];
  await pool.query({
    ...COUNT,
    values: [
      all.map(({ hromadaCode }) => hromadaCode),
      all.map(({ category }) => category),
      all.map(({ incidents }) => incidents),
      batch.at(-1)?.seq,
      batch[0]?.seq,
    ],
  });
}
