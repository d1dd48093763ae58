import { prepared, rows, unnested, type EntityManager, type Rights } from '@safe-community/database';
import type { Decision } from '@safe-community/domain-kit';
import {
  decryptWith,
  encryptWith,
  freshBytes,
  newCaseKey,
  type Keyring,
  type WrappedKey,
} from '@safe-community/security/encryption';
import type { Place } from '@safe-community/security/policy';
import type { EncryptedTable } from '@safe-community/service-kit';
import {
  NO_HASH,
  writtenFacts,
  type CustodyActor,
  type CustodyEntry,
  type CustodyKind,
  type CustodyTexts,
} from './custody-entry.ts';
import { digestOfTexts, entryHash } from './custody-hash.ts';
import { chainBroken } from './lost-head.store.ts';

/** A chain of entries for each recording. They outlive the recording: a deletion is the last one. */
export const CUSTODY_CHAIN_TABLES: readonly string[] = [
  `create table recording_chain (
     recording_id uuid primary key,
     -- the number of its entries, and the hash of the last
     length int not null,
     hash bytea not null,
     -- how many of them the audit of the service covers
     anchored_length int not null default 0,
     -- of the recording; empty hromada if it is not known
     oblast_code text not null,
     hromada_code text not null,
     -- the key of the reasons
     key_id text not null,
     wrapped_key bytea not null
   )`,
  // Needed by countDataKeys (count-data-keys.ts), rewrapPortion (rewrap-portion.ts).
  'create index recording_chain_by_key on recording_chain (key_id)',
  `create table recording_custody (
     recording_id uuid not null,
     entry_index int not null,
     kind text not null,
     occurred_at timestamptz not null,
     system text not null,
     edrpou text not null,
     acting_user text not null,
     purpose text not null,
     -- codes, one "key=value" a line
     facts text not null,
     -- why and from where, encrypted; none without them
     ciphertext bytea,
     text_digest bytea not null,
     previous_hash bytea not null,
     hash bytea not null,
     primary key (recording_id, entry_index)
   )`,
  `create function refuse_change_of_recording_custody() returns trigger language plpgsql as $$
   begin
     raise exception 'the custody of recordings is written once';
   end $$`,
  `create trigger recording_custody_written_once before update or delete or truncate on recording_custody
     for each statement execute function refuse_change_of_recording_custody()`,
];

export const CUSTODY_CHAIN_RIGHTS: Rights = {
  recording_chain: {
    insert: true,
    update: ['length', 'hash', 'anchored_length', 'key_id', 'wrapped_key'],
    reader: { columns: ['recording_id', 'length', 'anchored_length', 'oblast_code'] },
  },
  recording_custody: {
    insert: true,
    insertOnly: ['ciphertext'],
    reader: { columns: ['recording_id', 'entry_index', 'kind', 'occurred_at', 'system', 'facts'] },
  },
};

/** What other modules may join. */
export const CUSTODY_ENTRY_ROWS = '(select recording_id, kind, occurred_at, facts from recording_custody)';

export const ENCRYPTED_CUSTODY: EncryptedTable = { name: 'recording_chain', id: 'recording_id' };

/** What happened to a recording, who did it, and why. */
export interface NewCustodyEntry {
  readonly recordingId: string;
  readonly kind: CustodyKind;
  readonly at: Date;
  readonly actor: CustodyActor;
  /** Ids and codes that say what happened; no personal data: they are stored in clear. */
  readonly facts?: Readonly<Record<string, string>>;
  /** Encrypted. Required for what a person does with a recording. */
  readonly reason?: string;
  /** From where; encrypted. */
  readonly place?: string;
  /** Where the recording belongs; required for the first entry of a chain, and only used there. */
  readonly territory?: Place;
}

interface Chain extends WrappedKey {
  readonly recordingId: string;
  /** Undefined for a chain that exists. */
  readonly territory?: Place;
  length: number;
  hash: Uint8Array;
}

/**
 * Appends entries to the chains of their recordings, in the transaction of what they record. It locks the chains until
 * the commit, in the order of their ids, so call it once in a transaction, after the locks on recordings. Resolves to
 * the entries with their indexes and hashes, in the given order, or to CHAIN_BROKEN: what they record must not be committed
 * then.
 */
export async function appendCustody(
  tx: EntityManager,
  keyring: Keyring,
  entries: readonly NewCustodyEntry[],
): Promise<Decision<CustodyEntry[]>> {
  const { chains, headless } = await lockChains(tx, keyring, entries);
  const [broken] = headless;
  return broken === undefined ? extend(tx, keyring, chains, entries) : chainBroken(broken);
}

/**
 * As `appendCustody`, for jobs: where the head of a chain is lost, the entry is left out, because one altered row must not
 * stop the work on every other recording. Resolves to the recordings without an entry (see lost-head.jobs.ts).
 */
export async function appendWhereHeaded(
  tx: EntityManager,
  keyring: Keyring,
  entries: readonly NewCustodyEntry[],
): Promise<readonly string[]> {
  const { chains, headless } = await lockChains(tx, keyring, entries);
  const possible = entries.filter(({ recordingId }) => chains.has(recordingId));
  await extend(tx, keyring, chains, possible);
  return headless;
}

async function extend(
  tx: EntityManager,
  keyring: Keyring,
  chains: ReadonlyMap<string, Chain>,
  entries: readonly NewCustodyEntry[],
): Promise<CustodyEntry[]> {
  if (entries.length === 0) return [];
  const appended = entries.map((entry) => {
    const chain = chains.get(entry.recordingId);
    if (chain === undefined) throw new Error('a chain of custody is not locked');
    return chained(keyring, chain, entry);
  });
  const changed = [...chains.values()];
  const added = changed.filter(({ territory }) => territory !== undefined);
  const longer = changed.filter(({ territory }) => territory === undefined);
  if (added.length > 0) await rows(tx, ADD_CHAINS, NEW_CHAINS.valuesOf(added));
  if (longer.length > 0) await rows(tx, EXTEND_CHAINS, HEADS.valuesOf(longer));
  await rows(tx, ADD_ENTRIES, ENTRIES.valuesOf(appended));
  return appended.map(({ entry }) => entry);
}

interface Appended {
  readonly entry: CustodyEntry;
  readonly ciphertext: Buffer | null;
}

function chained(keyring: Keyring, chain: Chain, given: NewCustodyEntry): Appended {
  const { recordingId, kind, at, actor, facts = {}, reason = '', place = '' } = given;
  const index = chain.length + 1;
  const sealed = reason === '' && place === '' ? undefined : seal(keyring, chain, index, { reason, place });
  const unhashed = {
    recordingId,
    index,
    previousHash: chain.hash,
    kind,
    at,
    actor,
    facts: writtenFacts(facts),
    textDigest: sealed?.digest ?? new Uint8Array(),
  };
  const entry = { ...unhashed, hash: entryHash(unhashed) };
  chain.length = index;
  chain.hash = entry.hash;
  return { entry, ciphertext: sealed?.ciphertext ?? null };
}

const SALT_BYTES = 16;

function seal(keyring: Keyring, chain: Chain, index: number, texts: CustodyTexts) {
  const salt = freshBytes(SALT_BYTES);
  const fields = { ...texts, salt: salt.toString('hex') };
  return {
    digest: digestOfTexts(texts, salt),
    ciphertext: encryptWith(keyring, chain.recordingId, chain, partOf(index), fields),
  };
}

function partOf(index: number): string {
  return `custody/${index}`;
}

/** The texts of an entry and their salt. Throws a EncryptionError if the ciphertext or its key was altered. */
export function openTexts(
  keyring: Keyring,
  recordingId: string,
  wrapped: WrappedKey,
  index: number,
  ciphertext: Uint8Array,
): CustodyTexts & { readonly salt: Buffer } {
  const { reason = '', place = '', salt = '' } = decryptWith(keyring, recordingId, wrapped, partOf(index), ciphertext);
  return { reason, place, salt: Buffer.from(salt, 'hex') };
}

interface Locked {
  readonly chains: Map<string, Chain>;
  /** Recordings that exist, and whose chain has lost its head. */
  readonly headless: readonly string[];
}

async function lockChains(tx: EntityManager, keyring: Keyring, entries: readonly NewCustodyEntry[]): Promise<Locked> {
  if (entries.length === 0) return { chains: new Map(), headless: [] };
  const firsts = new Map(entries.toReversed().map((entry) => [entry.recordingId, entry]));
  const ids = [...firsts.keys()].toSorted();
  const found = await rows<ChainRow>(tx, LOCK_CHAINS, [ids]);
  const chains = new Map(found.map((row) => [row.recording_id, toChain(row)]));
  const headless: string[] = [];
  for (const recordingId of ids) {
    if (chains.has(recordingId)) continue;
    const territory = firsts.get(recordingId)?.territory;
    if (territory === undefined) headless.push(recordingId);
    else {
      const added = { recordingId, territory, length: 0, hash: NO_HASH, ...newCaseKey(keyring, recordingId) };
      chains.set(recordingId, added);
    }
  }
  return { chains, headless };
}

interface ChainRow {
  readonly recording_id: string;
  readonly length: number;
  readonly hash: Buffer;
  readonly key_id: string;
  readonly wrapped_key: Buffer;
}

function toChain({ recording_id, length, hash, key_id, wrapped_key }: ChainRow): Chain {
  return { recordingId: recording_id, length, hash, keyId: key_id, wrappedKey: wrapped_key };
}

const LOCK_CHAINS = prepared(`
  select recording_id, length, hash, key_id, wrapped_key from recording_chain
  where recording_id = any ($1::uuid[]) order by recording_id for update`);

const NEW_CHAINS = unnested<Chain>([
  ['recording_id', 'uuid', ({ recordingId }) => recordingId],
  ['length', 'integer', ({ length }) => length],
  ['hash', 'bytea', ({ hash }) => hash],
  ['oblast_code', 'text', ({ territory }) => territory?.oblastCode ?? ''],
  ['hromada_code', 'text', ({ territory }) => territory?.hromadaCode ?? ''],
  ['key_id', 'text', ({ keyId }) => keyId],
  ['wrapped_key', 'bytea', ({ wrappedKey }) => wrappedKey],
]);
const ADD_CHAINS = prepared(`insert into recording_chain (${NEW_CHAINS.names}) select * from ${NEW_CHAINS.source}`);

const HEADS = unnested<Chain>([
  ['recording_id', 'uuid', ({ recordingId }) => recordingId],
  ['length', 'integer', ({ length }) => length],
  ['hash', 'bytea', ({ hash }) => hash],
]);
const EXTEND_CHAINS = prepared(`
  update recording_chain chain set length = head.length, hash = head.hash
  from (select * from ${HEADS.source} as head (${HEADS.names})) head where chain.recording_id = head.recording_id`);

const ENTRIES = unnested<Appended>([
  ['recording_id', 'uuid', ({ entry }) => entry.recordingId],
  ['entry_index', 'integer', ({ entry }) => entry.index],
  ['kind', 'text', ({ entry }) => entry.kind],
  ['occurred_at', 'timestamptz', ({ entry }) => entry.at],
  ['system', 'text', ({ entry }) => entry.actor.system],
  ['edrpou', 'text', ({ entry }) => entry.actor.edrpou],
  ['acting_user', 'text', ({ entry }) => entry.actor.actingUser],
  ['purpose', 'text', ({ entry }) => entry.actor.purpose],
  ['facts', 'text', ({ entry }) => entry.facts],
  ['ciphertext', 'bytea', ({ ciphertext }) => ciphertext],
  ['text_digest', 'bytea', ({ entry }) => entry.textDigest],
  ['previous_hash', 'bytea', ({ entry }) => entry.previousHash],
  ['hash', 'bytea', ({ entry }) => entry.hash],
]);
const ADD_ENTRIES = prepared(`insert into recording_custody (${ENTRIES.names}) select * from ${ENTRIES.source}`);
