import {
  digestOf,
  entryDigest,
  linkHash,
  NO_HASH,
  PLAIN,
  type AuditEntry,
  type AuditLink,
  type NewEntry,
} from '../src/chain/index.ts';
import { ChainCheck, type ExportedEntry, type Finding, type Trust } from '../src/chain/index.ts';
import type { AuditCheckpoint } from '../src/chain/index.ts';
import type { SigningKey } from '../src/signing/index.ts';

/** A chain as it lies in a database, for tests that spoil it. */
export interface Chain {
  links: AuditLink[];
  entries: AuditEntry[];
}

export function entryOf(change: Partial<NewEntry> = {}): NewEntry {
  return {
    ...PLAIN,
    kind: 'write',
    occurredAt: new Date('2026-11-25T10:00:00.123Z'),
    system: 'client',
    edrpou: '00000000',
    actingUser: 'officer-7',
    purpose: '',
    method: 'safecommunity.incidents.v1.IncidentIntakeService/ReportIncident',
    ...change,
  };
}

/** Links the groups one after the other, as the database does. */
export function chainOf(groups: readonly (readonly NewEntry[])[]): Chain {
  const chain: Chain = { links: [], entries: [] };
  for (const group of groups) {
    const former = chain.links.at(-1);
    const firstSequence = (former?.lastSequence ?? 0n) + 1n;
    const digests = group.map((entry, ordinal) => entryDigest(entry, ordinal));
    const link = {
      firstSequence,
      lastSequence: firstSequence + BigInt(group.length) - 1n,
      recordedAt: new Date('2026-11-25T10:00:01.000Z'),
      previousHash: former?.hash ?? NO_HASH,
      digest: digestOf(digests),
    };
    chain.links.push({ ...link, hash: linkHash(link) });
    group.forEach((entry, index) => {
      chain.entries.push({ ...entry, sequence: firstSequence + BigInt(index), digest: digests[index] as Buffer });
    });
  }
  return chain;
}

/** As an export brings it: each link, then the entries up to its end. */
export function check({ links, entries }: Chain, trust?: Trust, told: readonly AuditCheckpoint[] = []): Finding[] {
  const checking = new ChainCheck(trust);
  const parts = [
    ...links.map((link) => ({ at: link.firstSequence, rank: 0, give: () => checking.link(link) })),
    ...entries.map((entry) => ({ at: entry.sequence, rank: 1, give: () => checking.entry(exported(entry)) })),
    ...told.map((checkpoint) => ({ at: checkpoint.sequence, rank: 2, give: () => checking.checkpoint(checkpoint) })),
  ].toSorted((a, b) => (a.at === b.at ? a.rank - b.rank : a.at < b.at ? -1 : 1));
  for (const { give } of parts) give();
  return [...checking.end().findings];
}

export function exported(entry: AuditEntry): ExportedEntry {
  return { ...entry, foundReasonDigest: entry.reasonDigest };
}

/** A checkpoint of the end of the chain. */
export function signedEnd({ links }: Chain, key: SigningKey): AuditCheckpoint {
  const last = links.at(-1);
  if (last === undefined) throw new Error('an empty chain has no end');
  const signedAt = new Date('2026-11-25T10:01:00.000Z');
  return key.sign({ service: 'incident-intake', sequence: last.lastSequence, hash: last.hash, signedAt });
}
