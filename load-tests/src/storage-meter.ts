import pg from 'pg';
import type { Contestant } from './frame/compare.ts';
import type { System } from './system.ts';

/** What a report leaves on the disk, bytes. */
export interface Storage {
  /** Of write-ahead log of the whole server: with full pages after a checkpoint. */
  readonly walBytes: number;
  /** Growth of tables and indexes of incident-intake and statistics. */
  readonly storedBytes: number;
}

export interface StorageMeter {
  begin(): Promise<void>;
  /** @param reports that were accepted and counted since `begin`. */
  end(reports: number): Promise<void>;
  /** Over all stretches from a `begin` to its `end`. */
  perReport(): Storage;
  close(): Promise<void>;
}

const WAL = `select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') as bytes`;
/** Tables with their indexes and TOAST; partitions are tables. */
const STORED = `select sum(pg_total_relation_size(oid)) as bytes from pg_class
  where relkind in ('r', 'm') and relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
    and relpersistence = 'p'`;

export async function openStorageMeter(
  system: Pick<System, 'intakeOwnerUrl' | 'statisticsOwnerUrl'>,
): Promise<StorageMeter> {
  const clients = [system.intakeOwnerUrl, system.statisticsOwnerUrl].map(
    (connectionString) => new pg.Client({ connectionString }),
  );
  await Promise.all(clients.map((client) => client.connect()));
  const bytesOf = async (client: pg.Client | undefined, statement: string): Promise<number> =>
    Number((await client?.query<{ bytes: string }>(statement))?.rows[0]?.bytes);
  const read = async (): Promise<Storage> => {
    const walBytes = await bytesOf(clients[0], WAL);
    const stored = await Promise.all(clients.map((client) => bytesOf(client, STORED)));
    return { walBytes, storedBytes: stored.reduce((sum, bytes) => sum + bytes, 0) };
  };
  let began: Storage = { walBytes: 0, storedBytes: 0 };
  const sum = { reports: 0, walBytes: 0, storedBytes: 0 };
  return {
    async begin() {
      began = await read();
    },
    async end(reports) {
      const now = await read();
      sum.reports += reports;
      sum.walBytes += now.walBytes - began.walBytes;
      sum.storedBytes += now.storedBytes - began.storedBytes;
    },
    perReport: () => ({ walBytes: sum.walBytes / sum.reports, storedBytes: sum.storedBytes / sum.reports }),
    close: async () => void (await Promise.all(clients.map((client) => client.end()))),
  };
}

/** The same contestant, with what its turns write. */
export function metered(contestant: Contestant, meter: StorageMeter): Contestant {
  let reports = 0;
  return {
    ...contestant,
    async prepare() {
      await contestant.prepare?.();
      await meter.begin();
    },
    async work(load) {
      const work = await contestant.work(load);
      reports = work.operations;
      return work;
    },
    async finish() {
      await meter.end(reports);
      await contestant.finish?.();
    },
  };
}

export function printStorage({ walBytes, storedBytes }: Storage): void {
  console.log(
    `Each report writes ${Math.round(walBytes)} bytes of WAL and stores ${Math.round(storedBytes)} bytes in tables and indexes.`,
  );
}
