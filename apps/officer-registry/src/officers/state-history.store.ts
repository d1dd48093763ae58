import { defineEntity, p } from '@mikro-orm/postgresql';
import { prepared, rows, toDate, type EntityManager, type Rights } from '@safe-community/database';
import { decrypt, encrypt, type Encrypted, type Keyring } from '@safe-community/security/encryption';
import { OFFICER_STATES, type OfficerState } from './officer.ts';
import type { StateChange } from './state-change.ts';

/** A change of an officer's state. Its reason and the person who requested it are in the ciphertext. */
export const StateChangeEntity = defineEntity({
  name: 'StateChangeEntity',
  tableName: 'officer_state_change',
  properties: {
    changeId: p.uuid().primary(),
    officerId: p.uuid(),
    formerState: p.enum(OFFICER_STATES),
    state: p.enum(OFFICER_STATES),
    changedAt: p.datetime(),
    /** Name of the calling system. */
    caller: p.text(),
    recordedAt: p.datetime(),
    /** Null if neither was given, like the next two. */
    keyId: p.text().nullable(),
    wrappedKey: p.blob().nullable(),
    ciphertext: p.blob().nullable(),
  },
});

export const STATE_CHANGE_TABLES: readonly string[] = [
  `create table officer_state_change (
       change_id uuid primary key,
       officer_id uuid not null references officer,
       former_state text not null,
       state text not null,
       -- since when the officer is in the state
       changed_at timestamptz not null,
       -- name of the calling system, and when it asked
       caller text not null,
       recorded_at timestamptz not null,
       -- the reason and the acting user, under a data key of the change; none when neither was given, and after the erasure
       key_id text,
       wrapped_key bytea,
       ciphertext bytea,
       check (num_nulls(key_id, wrapped_key, ciphertext) in (0, 3))
     )`,
  // Needed by lastChangedAt (state-history.store.ts).
  `create index officer_state_change_of_officer on officer_state_change (officer_id, changed_at)`,
  // Needed by listStateChanges (state-history.store.ts).
  `create index officer_state_change_by_id on officer_state_change (officer_id, change_id)`,
  // Needed by countDataKeys (count-data-keys.ts), rewrapPortion (rewrap-portion.ts).
  `create index officer_state_change_by_key on officer_state_change (key_id) where key_id is not null`,
];

export const STATE_CHANGE_RIGHTS: Rights = {
  // The key changes when keys are rotated; all three are erased with the officer.
  officer_state_change: { insert: true, update: ['key_id', 'wrapped_key', 'ciphertext'] },
};

/** What other modules may join. */
export const STATE_CHANGE_ROWS = `(
  select change_id, officer_id, former_state, state, changed_at, recorded_at from officer_state_change)`;

/** A change of state or the registration, with who requested it and why. */
export interface HistoryEntry extends Omit<StateChange, 'formerState'> {
  /** Undefined for the registration. */
  readonly formerState: OfficerState | undefined;
  /** UUID version 7; for the registration, that of the officer. */
  readonly changeId: string;
  readonly officerId: string;
  /** Name of the calling system. */
  readonly caller: string;
  /** The person there, by an id of that system; empty if it names nobody. */
  readonly actingUser: string;
  /** When it was requested. */
  readonly recordedAt: Date;
  /** May contain personal data; empty if none was given. */
  readonly reason: string;
}

/** When an officer entered the present state; undefined before the first change. */
export async function lastChangedAt(tx: EntityManager, officerId: string): Promise<Date | undefined> {
  const last = await tx.findOne(StateChangeEntity, { officerId }, { orderBy: { changedAt: 'desc' } });
  return last?.changedAt;
}

export function addToHistory(
  tx: EntityManager,
  keyring: Keyring,
  { reason, actingUser, ...change }: HistoryEntry & StateChange,
): void {
  const encrypted = encryptNote(keyring, change.changeId, { reason, actingUser });
  tx.create(StateChangeEntity, { ...change, ...encrypted }, { persist: true });
}

const NOTHING_ENCRYPTED = { keyId: null, wrappedKey: null, ciphertext: null };

function encryptNote(
  keyring: Keyring,
  changeId: string,
  note: { reason: string; actingUser: string },
): Encrypted | typeof NOTHING_ENCRYPTED {
  return note.reason === '' && note.actingUser === '' ? NOTHING_ENCRYPTED : encrypt(keyring, changeId, note);
}

interface ChangeRow {
  readonly change_id: string;
  readonly officer_id: string;
  readonly former_state: OfficerState | null;
  readonly state: OfficerState;
  readonly changed_at: string;
  readonly caller: string;
  readonly recorded_at: string;
  readonly key_id: string | null;
  readonly wrapped_key: Buffer | null;
  readonly ciphertext: Buffer | null;
}

// The registration is the first entry: the id of the officer is older than those of the changes.
const LATEST = prepared(`
  (select change_id, officer_id, former_state, state, changed_at, caller, recorded_at, key_id, wrapped_key, ciphertext
   from officer_state_change where officer_id = $1::uuid and change_id < $2::uuid
   order by change_id desc limit $3::integer)
  union all
  (select officer_id, officer_id, null,
     coalesce(
       (select former_state from officer_state_change c where c.officer_id = o.officer_id order by change_id limit 1),
       state),
     registered_at, registered_by, registered_at, null, null, null
   from officer o where officer_id = $1::uuid and officer_id < $2::uuid)
  order by change_id desc limit $3::integer`);
const BEYOND_ALL = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/**
 * The changes of an officer that were recorded before `before`, newest first, and at the end the registration: ids sort
 * by time, and a change is never earlier than the one before it.
 */
export async function listStateChanges(
  em: EntityManager,
  keyring: Keyring,
  officerId: string,
  before: string | undefined,
  most: number,
): Promise<HistoryEntry[]> {
  const found = await rows<ChangeRow>(em, LATEST, [officerId, before ?? BEYOND_ALL, most]);
  return found.map((row) => ({
    changeId: row.change_id,
    officerId: row.officer_id,
    formerState: row.former_state ?? undefined,
    state: row.state,
    changedAt: toDate(row.changed_at),
    caller: row.caller,
    recordedAt: toDate(row.recorded_at),
    ...decryptNote(keyring, row),
  }));
}

function decryptNote(keyring: Keyring, { change_id, key_id, wrapped_key, ciphertext }: ChangeRow) {
  if (key_id === null || wrapped_key === null || ciphertext === null) return { reason: '', actingUser: '' };
  const encrypted = { keyId: key_id, wrappedKey: wrapped_key, ciphertext };
  const { reason = '', actingUser = '' } = decrypt(keyring, change_id, encrypted);
  return { reason, actingUser };
}
