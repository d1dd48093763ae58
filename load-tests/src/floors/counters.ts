import pg from 'pg';
import { workInFlight } from '../frame/in-flight.ts';
import type { Floor } from './floor.ts';

export interface CounterOptions {
  readonly url: string;
  /** Events per batch, which is a transaction. */
  readonly events: number;
  /** Number of counters, chosen at random per event. */
  readonly counters: number;
}

const TABLES = `
  create table if not exists bare_counter (key text primary key, n bigint not null);
  create table if not exists bare_checkpoint (name text primary key, position bigint not null);
  insert into bare_checkpoint values ('bare', 0) on conflict do nothing`;

const ADD = {
  name: 'add',
  text: `with moved as (update bare_checkpoint set position = position + $3 where name = 'bare')
    insert into bare_counter select key, n from unnest($1::text[], $2::bigint[]) as u (key, n) order by key
    on conflict (key) do update set n = bare_counter.n + excluded.n`,
};

/** The minimum of an exactly-once counting consumer: the sums of a batch and its checkpoint, in one commit. */
export async function openCounters({ url, events, counters }: CounterOptions): Promise<Floor> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(TABLES);
  const batch = async (): Promise<void> => {
    const sums = new Map<string, number>();
    for (let event = 0; event < events; event += 1) {
      const key = `counter-${Math.floor(Math.random() * counters)}`;
      sums.set(key, (sums.get(key) ?? 0) + 1);
    }
    await client.query({ ...ADD, values: [[...sums.keys()], [...sums.values()], events] });
  };
  return {
    // Sequentially: all batches update the checkpoint row.
    work: ({ seconds }) => workInFlight({ inFlight: 1, seconds }, batch, events),
    stop: () => client.end(),
  };
}
