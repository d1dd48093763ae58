import { rows, toDate, type EntityManager } from '@safe-community/database';
import type { AuditCheckpoint } from '../chain/checkpoint.ts';
import type { AuditEntry } from '../chain/entry.ts';
import type { AuditLink } from '../chain/link.ts';
import { toEntry, type EntryRow } from './entry-rows.ts';
import { checkpointsFrom, checkpointsUpTo } from './checkpoint-rows.ts';

export type ChainPart =
  | { readonly is: 'link'; readonly link: AuditLink }
  | { readonly is: 'entry'; readonly entry: AuditEntry }
  | { readonly is: 'checkpoint'; readonly checkpoint: AuditCheckpoint };

const PAGE = 1_000n;

/**
 * The chain from the link that covers `from` to the current end: each link, then the entries up to its end, then its
 * checkpoints. An entry without a link comes at its sequence. It does not verify anything.
 */
export async function* exportChain(
  em: EntityManager,
  service: string,
  from: bigint,
): AsyncGenerator<readonly ChainPart[]> {
  const [bounds] = await rows<{ start: string; head: string }>(em, BOUNDS, [String(from)]);
  const head = BigInt(bounds?.head ?? 0);
  let next: bigint | undefined = BigInt(bounds?.start ?? 1);
  while (next !== undefined && next <= head) {
    const last: bigint = next + PAGE - 1n;
    const parts = await stretch(em, service, next, last > head ? head : last);
    if (parts.length > 0) yield parts;
    // Somebody may have inserted a sequence far beyond all others.
    next = parts.length > 0 ? last + 1n : await nextAfter(em, last);
  }
  // Checkpoints beyond the end prove that links were cut off, so the export includes them.
  for (let after = head; ;) {
    const beyond = await checkpointsFrom(em, service, after + 1n, Number(PAGE));
    if (beyond.length > 0) yield beyond.map((checkpoint) => ({ is: 'checkpoint', checkpoint }));
    after = beyond.at(-1)?.sequence ?? after;
    if (beyond.length < PAGE) return;
  }
}

const BOUNDS = `
  select coalesce((select first_sequence from audit_link where first_sequence <= $1 order by first_sequence desc limit 1), 1)
      as start,
    greatest((select last_sequence from audit_link order by first_sequence desc limit 1),
      (select max(sequence) from audit_entry)) as head`;

async function nextAfter(em: EntityManager, sequence: bigint): Promise<bigint | undefined> {
  const [row] = await rows<{ next: string | null }>(
    em,
    `select least((select min(sequence) from audit_entry where sequence > $1),
       (select min(first_sequence) from audit_link where first_sequence > $1),
       (select min(sequence) from audit_checkpoint where sequence > $1)) as next`,
    [String(sequence)],
  );
  return row === undefined || row.next === null ? undefined : BigInt(row.next);
}

/** In the order in which a check needs them: link, entry, checkpoint of the same sequence. */
async function stretch(em: EntityManager, service: string, from: bigint, to: bigint): Promise<ChainPart[]> {
  const bounds = [String(from), String(to)];
  const links = await rows<LinkRow>(em, 'select * from audit_link where first_sequence between $1 and $2', bounds);
  const entries = await rows<EntryRow>(em, 'select * from audit_entry where sequence between $1 and $2', bounds);
  const checkpoints = await checkpointsUpTo(em, service, from, to);
  return [
    ...links.map((row) => ({
      at: BigInt(row.first_sequence),
      rank: 0,
      part: { is: 'link', link: toLink(row) } as const,
    })),
    ...entries.map((row) => ({
      at: BigInt(row.sequence),
      rank: 1,
      part: { is: 'entry', entry: toEntry(row) } as const,
    })),
    ...checkpoints.map((checkpoint) => ({
      at: checkpoint.sequence,
      rank: 2,
      part: { is: 'checkpoint', checkpoint } as const,
    })),
  ]
    .toSorted((a, b) => (a.at === b.at ? a.rank - b.rank : a.at < b.at ? -1 : 1))
    .map(({ part }) => part);
}

interface LinkRow {
  readonly first_sequence: string;
  readonly last_sequence: string;
  readonly recorded_at: string;
  readonly previous_hash: Buffer;
  readonly digest: Buffer;
  readonly hash: Buffer;
}

function toLink(row: LinkRow): AuditLink {
  return {
    firstSequence: BigInt(row.first_sequence),
    lastSequence: BigInt(row.last_sequence),
    recordedAt: toDate(row.recorded_at),
    previousHash: row.previous_hash,
    digest: row.digest,
    hash: row.hash,
  };
}
