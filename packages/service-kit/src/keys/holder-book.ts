import { hostname } from 'node:os';
import { prepared, rows, toDate, type Database } from '@safe-community/database';

export interface HeldKeys {
  readonly activeKeyId: string;
  readonly keyIds: readonly string[];
  readonly trouble: string;
}

/** A running replica and the keys that it has loaded. */
export interface Holder extends HeldKeys {
  readonly replica: string;
  readonly activeSince: Date;
  readonly seenAt: Date;
}

/** How often a replica reports its keys; it reports changes at once. */
const REPORT_EVERY_MS = 10_000;

let books = 0;

/** The keys that the replicas of a service have loaded, recorded in the service's database. */
export class HolderBook {
  readonly #database: Database;
  /** Tests run several services in one process. */
  readonly #replica = `${hostname()}/${process.pid}/${(books += 1)}`;
  #reported = '';
  #reportedAt = Number.NEGATIVE_INFINITY;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Records what this replica has loaded, if it changed or the last report is old. */
  async tell(held: HeldKeys): Promise<void> {
    const [now, what] = [performance.now(), JSON.stringify(held)];
    if (what === this.#reported && now - this.#reportedAt < REPORT_EVERY_MS) return;
    await rows(this.#database.em.fork(), REPORT, [this.#replica, held.activeKeyId, [...held.keyIds], held.trouble]);
    this.#reported = what;
    this.#reportedAt = now;
  }

  /** The replicas that reported within the last 30 s, by name. */
  async all(): Promise<Holder[]> {
    const found = await rows<HolderRow>(this.#database.em.fork(), ALL);
    return found.map(toHolder);
  }

  /** Whether every running replica could unwrap with this key; undefined if none has reported. */
  async allKnow(keyId: string): Promise<boolean | undefined> {
    const [row] = await rows<{ known: boolean | null }>(this.#database.em.fork(), ALL_KNOW, [keyId]);
    return row?.known ?? undefined;
  }
}

/** Clocks of replicas differ, so the database sets the time. Replicas that are long gone are deleted. */
const REPORT = prepared(`
  with gone as (delete from keyring_holder where seen_at < now() - interval '1 hour')
  insert into keyring_holder (replica, active_key_id, active_since, key_ids, trouble, seen_at)
  values ($1, $2, now(), $3, $4, now())
  on conflict (replica) do update set
    active_key_id = excluded.active_key_id,
    active_since = case when keyring_holder.active_key_id = excluded.active_key_id
      then keyring_holder.active_since else now() end,
    key_ids = excluded.key_ids, trouble = excluded.trouble, seen_at = now()`);

const RUNNING = `seen_at > now() - interval '30 seconds'`;

const ALL = `
  select replica, active_key_id, active_since, key_ids, trouble, seen_at from keyring_holder where ${RUNNING}
  order by replica`;

const ALL_KNOW = `select bool_and($1 = any (key_ids)) as known from keyring_holder where ${RUNNING}`;

interface HolderRow {
  readonly replica: string;
  readonly active_key_id: string;
  readonly active_since: string;
  readonly key_ids: string[];
  readonly trouble: string;
  readonly seen_at: string;
}

function toHolder(row: HolderRow): Holder {
  return {
    replica: row.replica,
    activeKeyId: row.active_key_id,
    activeSince: toDate(row.active_since),
    keyIds: row.key_ids,
    trouble: row.trouble,
    seenAt: toDate(row.seen_at),
  };
}
