import { appendAudit, PLAIN } from '@safe-community/audit';
import { prepared, rows, unnested, type EntityManager, type Rights } from '@safe-community/database';
import type { ClockAndIds } from '@safe-community/domain-kit';
import { rootOf, type Leaf } from './merkle.ts';

/** Anchors: entries of the signed audit that cover the ends of many chains of custody. */
export const ANCHOR_TABLES: readonly string[] = [
  // Needed by TAKE (anchor.store.ts).
  `create index recording_chain_unanchored on recording_chain (recording_id) where anchored_length < length`,
  `create table custody_anchor (
     anchor_id uuid primary key,
     -- of its entry in the audit
     audit_sequence bigint not null,
     anchored_at timestamptz not null
   )`,
  `create table custody_anchor_leaf (
     anchor_id uuid not null references custody_anchor,
     position int not null,
     recording_id uuid not null,
     entry_index int not null,
     hash bytea not null,
     primary key (anchor_id, position)
   )`,
  // Needed by ANCHORS (anchor.store.ts).
  `create index custody_anchor_leaf_of_recording on custody_anchor_leaf (recording_id, entry_index)`,
];

export const ANCHOR_RIGHTS: Rights = {
  custody_anchor: { insert: true, reader: { columns: ['anchor_id', 'audit_sequence', 'anchored_at'] } },
  custody_anchor_leaf: { insert: true },
};

/** What the entry of an anchor in the audit says: `rootSubject` is its second subject. */
export const ANCHOR_METHOD = 'anchor-custody';

/** The subject of an audit entry that names the root of an anchor. */
export function rootSubject(root: Uint8Array): string {
  return `custody-root/1:${Buffer.from(root).toString('hex')}`;
}

/** Covers the chains that have grown by an entry in the audit. Resolves to their number, at most `most`. */
export async function anchorPortion(
  tx: EntityManager,
  service: string,
  clock: ClockAndIds,
  most: number,
): Promise<number> {
  const leaves = await takeGrown(tx, most);
  if (leaves.length === 0) return 0;
  const now = clock.now();
  const anchorId = clock.newId(now);
  const sequence = await appendAudit(tx, [
    {
      ...PLAIN,
      kind: 'write',
      occurredAt: now,
      system: service,
      edrpou: '',
      actingUser: '',
      purpose: '',
      method: ANCHOR_METHOD,
      requestId: anchorId,
      subjectIds: [anchorId, rootSubject(rootOf(leaves))],
    },
  ]);
  await rows(tx, 'insert into custody_anchor values ($1, $2, $3)', [anchorId, String(sequence), now]);
  await rows(tx, ADD_LEAVES, [anchorId, ...LEAVES.valuesOf(leaves)]);
  return leaves.length;
}

/** The ends of chains that have grown since their last anchor. */
export async function takeGrown(tx: EntityManager, most: number): Promise<Leaf[]> {
  const found = await rows<{ recording_id: string; length: number; hash: Buffer }>(tx, TAKE, [most]);
  return found.map(({ recording_id: recordingId, length: index, hash }) => ({ recordingId, index, hash }));
}

const TAKE = prepared(`
  update recording_chain set anchored_length = length
  where recording_id in (
    select recording_id from recording_chain where anchored_length < length
    order by recording_id limit $1 for update skip locked
  )
  returning recording_id, length, hash`);

const LEAVES = unnested<Leaf>([
  ['recording_id', 'uuid', ({ recordingId }) => recordingId],
  ['entry_index', 'integer', ({ index }) => index],
  ['hash', 'bytea', ({ hash }) => hash],
]);
const ADD_LEAVES = prepared(`
  insert into custody_anchor_leaf (anchor_id, position, ${LEAVES.names})
  select $1::uuid, place - 1, ${LEAVES.names}
  from unnest($2::uuid[], $3::integer[], $4::bytea[]) with ordinality as leaf (${LEAVES.names}, place)`);

/** The place of an anchor of a recording. */
export interface AnchorPlace {
  readonly anchorId: string;
  readonly auditSequence: bigint;
  readonly position: number;
  readonly index: number;
  readonly hash: Buffer;
}

/** The anchors of a recording, newest first. */
export async function anchorsOf(em: EntityManager, recordingId: string, most: number): Promise<AnchorPlace[]> {
  const found = await rows<AnchorRow>(em, ANCHORS, [recordingId, most]);
  return found.map((row) => ({
    anchorId: row.anchor_id,
    auditSequence: BigInt(row.audit_sequence),
    position: row.position,
    index: row.entry_index,
    hash: row.hash,
  }));
}

interface AnchorRow {
  readonly anchor_id: string;
  readonly audit_sequence: string;
  readonly position: number;
  readonly entry_index: number;
  readonly hash: Buffer;
}

const ANCHORS = prepared(`
  select anchor_id, audit_sequence, position, entry_index, hash
  from custody_anchor_leaf join custody_anchor using (anchor_id)
  where recording_id = $1 order by entry_index desc limit $2`);

export async function leavesOf(em: EntityManager, anchorId: string): Promise<Leaf[]> {
  const found = await rows<{ recording_id: string; entry_index: number; hash: Buffer }>(em, ITS_LEAVES, [anchorId]);
  return found.map(({ recording_id, entry_index, hash }) => ({ recordingId: recording_id, index: entry_index, hash }));
}

const ITS_LEAVES = prepared(
  'select recording_id, entry_index, hash from custody_anchor_leaf where anchor_id = $1 order by position',
);
