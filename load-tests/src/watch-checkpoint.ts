import pg from 'pg';
import type { Seen } from './count-delays.ts';

/** Of one call; between two calls nothing is looked at for the time of a round trip. */
const SECONDS_PER_CALL = 0.5;

/**
 * Looks at the committed checkpoint a thousand times a second and notes each change. It runs inside the server: no round
 * trip delays a look, and the times are by the clock that also dates the events. Each look is a transaction of its own,
 * so that it sees the latest commit and keeps no row versions alive.
 */
const WATCH = `
  create or replace procedure pg_temp.watch_checkpoint(
    seconds float, inout positions bigint[], inout times float[], inout looks int)
  language plpgsql as $$
  declare
    until constant timestamptz := clock_timestamp() + make_interval(secs => seconds);
    latest bigint := -1;
    current bigint;
  begin
    positions := '{}';
    times := '{}';
    looks := 0;
    while clock_timestamp() < until loop
      select position into current from consumer_checkpoint where producer = 'incidents';
      if current is distinct from latest then
        latest := current;
        positions := positions || latest;
        times := times || (extract(epoch from clock_timestamp()) * 1000)::float;
      end if;
      looks := looks + 1;
      commit;
      perform pg_sleep(0.001);
    end loop;
  end $$`;

interface Watched {
  /** All changes, in ascending order. */
  readonly seen: readonly Seen[];
  /** Milliseconds from one look to the next, on average: by as much a delay may come out longer. */
  readonly lookedEveryMs: number;
}

export interface CheckpointWatch {
  /** Ends when the checkpoint has reached the position; rejects when that takes too long. */
  until(position: number): Promise<Watched>;
  /** Ends it in any case. */
  stop(): Promise<void>;
}

const GIVE_UP_AFTER_MS = 60_000;

/** @param url of the database of statistics, as its owner. */
export async function watchCheckpoint(url: string): Promise<CheckpointWatch> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(WATCH);
  const seen: Seen[] = [];
  let looks = 0;
  let wanted = Number.POSITIVE_INFINITY;
  let giveUpAt = Number.POSITIVE_INFINITY;
  const began = performance.now();
  const watchOn = async (): Promise<Watched> => {
    while ((seen.at(-1)?.position ?? -1) < wanted) {
      if (performance.now() > giveUpAt) throw new Error(`position ${wanted} is not applied`);
      const { rows } = await client.query<Looked>(LOOK);
      seen.push(...rows.flatMap(changesOf));
      looks += rows[0]?.looks ?? 0;
    }
    return { seen, lookedEveryMs: (performance.now() - began) / looks };
  };
  const watching = watchOn();
  // Until its result is asked for, an error waits.
  watching.catch(() => undefined);
  return {
    until(position) {
      wanted = position;
      giveUpAt = performance.now() + GIVE_UP_AFTER_MS;
      return watching;
    },
    async stop() {
      wanted = Number.NEGATIVE_INFINITY;
      await Promise.allSettled([watching]);
      await client.end();
    },
  };
}

const LOOK = `call pg_temp.watch_checkpoint(${SECONDS_PER_CALL}, null, null, null)`;

interface Looked {
  readonly positions: string[];
  readonly times: number[];
  readonly looks: number;
}

function changesOf({ positions, times }: Looked): Seen[] {
  return positions.map((position, index) => ({ position: Number(position), at: times[index] ?? Number.NaN }));
}
