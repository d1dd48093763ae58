import { hostname } from 'node:os';
import { rows, toDate, type Database } from '@safe-community/database';

export interface HeldKeys {
  readonly activeKeyId: string;
  readonly keyIds: readonly string[];
  readonly trouble: string;
}

/** A replica at work and the keys that it works with. */
export interface Holder extends HeldKeys {
  readonly replica: string;
  readonly activeSince: Date;
  readonly seenAt: Date;
}

/** A replica tells so often, changes at once. */
const TELL_EVERY_MS = 10_000;

let books = 0;

/** Which keys the replicas of a service work with, in the service's database. */
export class HolderBook {
  readonly #database: Database;
  /** Several services of one process occur in tests. */
  readonly #replica = `${hostname()}/${process.pid}/${(books += 1)}`;
  #told = '';
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Writes down what this replica works with, when that has changed or was told a while ago. */
  async tell(held: HeldKeys): Promise<void> {
    const [now, what] = [performance.now(), JSON.stringify(held)];
    if (what === this.#told && now - this.#toldAt < TELL_EVERY_MS) return;
    await rows(this.#database.em.fork(), TELL, [this.#replica, held.activeKeyId, [...held.keyIds], held.trouble]);
    this.#told = what;
    this.#toldAt = now;
  }

  /** The replicas that told within the last 30 s, by name. */
  async all(): Promise<Holder[]> {
    const found = await rows<HolderRow>(this.#database.em.fork(), ALL);
    return found.map(toHolder);
  }

  /** Whether every replica at work could open what is wrapped by the key; undefined while none has told. */
  async allKnow(keyId: string): Promise<boolean | undefined> {
    const [row] = await rows<{ known: boolean | null }>(this.#database.em.fork(), ALL_KNOW, [keyId]);
    return row?.known ?? undefined;
  }
}

/** Clocks of replicas differ, so the time is that of the database. Whoever went long ago is forgotten. */
const TELL = `
  with gone as (delete from keyring_holder where seen_at < now() - interval '1 hour')
  insert into keyring_holder (replica, active_key_id, active_since, key_ids, trouble, seen_at)
  values ($1, $2, now(), $3, $4, now())
  on conflict (replica) do update set
    active_key_id = excluded.active_key_id,
    active_since = case when keyring_holder.active_key_id = excluded.active_key_id
      then keyring_holder.active_since else now() end,
    key_ids = excluded.key_ids, trouble = excluded.trouble, seen_at = now()`;

const AT_WORK = `seen_at > now() - interval '30 seconds'`;

const ALL = `
  select replica, active_key_id, active_since, key_ids, trouble, seen_at from keyring_holder where ${AT_WORK}
  order by replica`;

const ALL_KNOW = `select bool_and($1 = any (key_ids)) as known from keyring_holder where ${AT_WORK}`;

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
