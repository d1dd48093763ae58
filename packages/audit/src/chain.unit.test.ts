import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChainCheck, entryDigest, linkHash, PLAIN, type NewEntry } from './chain/index.ts';
import { newAuditKey, SigningKey } from './signing/index.ts';
import { chainOf, check, entryOf, signedEnd, type Chain } from '../test/chains.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 12 });

const anEntry: fc.Arbitrary<NewEntry> = fc.record({
  occurredAt: fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }),
  kind: fc.constantFrom('write', 'denied', 'sensitive-read', 'audit-read', 'administration'),
  system: text,
  edrpou: text,
  actingUser: text,
  purpose: text,
  method: text,
  requestId: text,
  subjectIds: fc.array(text, { maxLength: 3 }),
  refusal: text,
  times: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  reasonDigest: fc.uint8Array({ maxLength: 4 }),
});

/** Three links at least, so that there is a middle. */
const groups = fc.array(fc.array(anEntry, { minLength: 1, maxLength: 4 }), { minLength: 3, maxLength: 6 });
/** A chain and one of its entries. */
const chosen = groups.chain((all) =>
  fc.record({ groups: fc.constant(all), index: fc.nat({ max: all.flat().length - 1 }) }),
);

describe('a chain', () => {
  it('that is unchanged verifies', () => {
    fc.assert(
      fc.property(groups, (all) => {
        expect(check(chainOf(all))).toEqual([]);
      }),
    );
  });

  it('names an entry with any altered part', () => {
    fc.assert(
      fc.property(chosen, anEntry, fc.constantFrom(...FIELDS), ({ groups: all, index }, other, field) => {
        const chain = chainOf(all);
        const entry = at(chain, index);
        fc.pre(JSON.stringify(entry[field]) !== JSON.stringify(other[field]));
        chain.entries[index] = { ...entry, [field]: other[field] };
        expect(check(chain)).toEqual([{ problem: 'entry-altered', from: entry.sequence, to: entry.sequence }]);
      }),
    );
  });

  it('names the link of an entry that was altered with its digest', () => {
    fc.assert(
      fc.property(chosen, ({ groups: all, index }) => {
        const chain = chainOf(all);
        const entry = at(chain, index);
        const link = chain.links.find(({ lastSequence }) => lastSequence >= entry.sequence);
        if (link === undefined) throw new Error('an entry without a link');
        const altered = { ...entry, actingUser: `${entry.actingUser}x` };
        const digest = entryDigest(altered, Number(entry.sequence - link.firstSequence));
        chain.entries[index] = { ...altered, digest };
        const { firstSequence: from, lastSequence: to } = link;
        expect(check(chain)).toEqual([{ problem: 'entries-altered', from, to }]);
      }),
    );
  });

  it('names the problem of each link, whatever is wrong in earlier ones', () => {
    const chain = chainOf([[entryOf()], [entryOf()], [entryOf()], [entryOf()]]);
    chain.entries[0] = { ...at(chain, 0), actingUser: 'another' };
    chain.entries.splice(1, 1);
    for (const index of [1, 2]) {
      const altered = { ...at(chain, index), actingUser: 'another' };
      chain.entries[index] = { ...altered, digest: entryDigest(altered, 0) };
    }
    expect(check(chain)).toEqual([
      { problem: 'entry-altered', from: 1n, to: 1n },
      { problem: 'entry-missing', from: 2n, to: 2n },
      { problem: 'entries-altered', from: 3n, to: 3n },
      { problem: 'entries-altered', from: 4n, to: 4n },
    ]);
  });

  it('names the deleted entry', () => {
    fc.assert(
      fc.property(chosen, ({ groups: all, index }) => {
        const chain = chainOf(all);
        const [gone] = chain.entries.splice(index, 1);
        const sequence = gone?.sequence ?? 0n;
        expect(check(chain)).toEqual([{ problem: 'entry-missing', from: sequence, to: sequence }]);
      }),
    );
  });

  it('names both of two swapped entries', () => {
    fc.assert(
      fc.property(groups, fc.nat(), fc.nat(), (all, one, other) => {
        const chain = chainOf(all);
        const [a, b] = [at(chain, one % chain.entries.length), at(chain, other % chain.entries.length)];
        fc.pre(a.sequence !== b.sequence && !Buffer.from(a.digest).equals(b.digest));
        chain.entries = chain.entries.map((entry) => {
          if (entry.sequence === a.sequence) return { ...b, sequence: a.sequence };
          return entry.sequence === b.sequence ? { ...a, sequence: b.sequence } : entry;
        });
        const found = check(chain);
        for (const { sequence } of [a, b]) {
          expect(found.some(({ from, to }) => from <= sequence && sequence <= to)).toBe(true);
        }
      }),
    );
  });

  it('names a deleted link, with or without its entries', () => {
    fc.assert(
      fc.property(groups, fc.nat(), fc.boolean(), (all, any, withEntries) => {
        const chain = chainOf(all);
        const [gone] = chain.links.splice(any % (chain.links.length - 1), 1);
        const { firstSequence: from, lastSequence: to } = gone ?? { firstSequence: 0n, lastSequence: 0n };
        if (withEntries) chain.entries = chain.entries.filter(({ sequence }) => sequence < from || sequence > to);
        expect(check(chain)).toEqual([{ problem: 'link-missing', from, to }]);
      }),
    );
  });

  it('names an entry that was inserted after its end', () => {
    const chain = chainOf([[entryOf()], [entryOf()]]);
    chain.entries.push({ ...at(chain, 1), sequence: 3n });
    expect(check(chain)).toEqual([{ problem: 'entry-inserted', from: 3n, to: 3n }]);
  });

  it('names the link after a rewritten one', () => {
    const chain = chainOf([[entryOf()], [entryOf()], [entryOf()]]);
    const forged = chainOf([[entryOf()], [entryOf({ actingUser: 'another' })]]);
    chain.links[1] = forged.links[1] as (typeof chain.links)[0];
    chain.entries[1] = at(forged, 1);
    expect(check(chain)).toEqual([{ problem: 'link-unconnected', from: 3n, to: 3n }]);
  });

  it('names a link with any altered part', () => {
    const altered = [{ recordedAt: new Date(1) }, { digest: new Uint8Array(32) }, { previousHash: new Uint8Array(32) }];
    for (const change of altered) {
      const chain = chainOf([[entryOf()], [entryOf(), entryOf()], [entryOf()]]);
      chain.links[1] = { ...(chain.links[1] as (typeof chain.links)[0]), ...change };
      expect(check(chain)).toContainEqual({ problem: 'link-altered', from: 2n, to: 3n });
    }
  });

  it('names an encrypted reason that was replaced or removed', () => {
    const { links, entries } = chainOf([[entryOf({ reasonDigest: Buffer.alloc(32, 1) })]]);
    const found = (foundReasonDigest: Uint8Array): unknown => {
      const checking = new ChainCheck();
      for (const link of links) checking.link(link);
      for (const entry of entries) checking.entry({ ...entry, foundReasonDigest });
      return checking.end().findings;
    };
    expect(found(Buffer.alloc(32, 1))).toEqual([]);
    expect(found(Buffer.alloc(32, 2))).toEqual([{ problem: 'reason-altered', from: 1n, to: 1n }]);
    expect(found(Buffer.alloc(0))).toEqual([{ problem: 'reason-missing', from: 1n, to: 1n }]);
  });
});

describe('a checkpoint that is stored elsewhere', () => {
  const key = new SigningKey(newAuditKey());

  it('detects a truncation, and from where', () => {
    fc.assert(
      fc.property(groups, fc.nat(), (all, any) => {
        const chain = chainOf(all);
        const kept = [signedEnd(chain, key)];
        const end = chain.links.at(-1)?.lastSequence;
        const left = 1 + (any % (chain.links.length - 1));
        chain.links.splice(left);
        const last = chain.links.at(-1)?.lastSequence ?? 0n;
        chain.entries = chain.entries.filter(({ sequence }) => sequence <= last);
        expect(check(chain)).toEqual([]);
        expect(check(chain, { kept })).toEqual([{ problem: 'cut-off', from: last + 1n, to: end }]);
      }),
    );
  });

  it('detects a chain that was rewritten as a whole', () => {
    const chain = chainOf([[entryOf()], [entryOf()]]);
    const rewritten = chainOf([[entryOf({ actingUser: 'another' })], [entryOf()], [entryOf()]]);
    expect(check(rewritten)).toEqual([]);
    const found = [{ problem: 'checkpoint-contradicted', from: 2n, to: 2n }];
    expect(check(rewritten, { kept: [signedEnd(chain, key)] })).toEqual(found);
    // Rewritten with other link boundaries, it has no place for the checkpoint at all.
    const regrouped = chainOf([[entryOf(), entryOf(), entryOf()]]);
    expect(check(regrouped, { kept: [signedEnd(chain, key)] })).toEqual(found);
  });

  it('counts only with a valid signature of a trusted key', () => {
    const chain = chainOf([[entryOf()], [entryOf()]]);
    const mine = signedEnd(chain, key);
    const forged = { ...mine, hash: Buffer.alloc(32) };
    const where = { from: 2n, to: 2n };
    expect(check(chain, { kept: [forged] })).toEqual([{ problem: 'checkpoint-forged', ...where }]);
    expect(check(chain, { kept: [{ ...mine, publicKey: Buffer.alloc(0) }] })).toEqual([
      { problem: 'checkpoint-forged', ...where },
    ]);
    const other = signedEnd(chain, new SigningKey(newAuditKey()));
    const trust = { kept: [mine], keyIds: new Set([key.keyId]) };
    expect(check(chain, trust, [mine])).toEqual([]);
    expect(check(chain, trust, [other])).toEqual([{ problem: 'checkpoint-untrusted', ...where }]);
    // Signed with another key, under the id of a trusted one.
    const impostor = { ...other, keyId: key.keyId };
    expect(check(chain, trust, [impostor])).toEqual([{ problem: 'checkpoint-forged', ...where }]);
  });
});

describe('the format', () => {
  it('encodes no two entries equally', () => {
    fc.assert(
      fc.property(anEntry, anEntry, (one, other) => {
        fc.pre(JSON.stringify(one) !== JSON.stringify(other));
        expect(entryDigest(one, 0).equals(entryDigest(other, 0))).toBe(false);
      }),
    );
    const shifted = [entryOf({ system: 'ab', edrpou: 'c' }), entryOf({ system: 'a', edrpou: 'bc' })] as const;
    expect(entryDigest(shifted[0], 0)).not.toEqual(entryDigest(shifted[1], 0));
  });

  it('is permanent: a chain of today must be verifiable in twenty years', () => {
    const entry = { ...PLAIN, ...entryOf({ purpose: 'нагляд', subjectIds: ['a', 'b'], times: 2 }) };
    expect(entryDigest(entry, 3).toString('hex')).toBe(FIXED_ENTRY);
    const recordedAt = new Date('2026-11-25T10:00:01.000Z');
    const zeros = new Uint8Array(32);
    const link = { firstSequence: 1n, lastSequence: 4n, recordedAt, previousHash: zeros, digest: zeros };
    expect(linkHash(link).toString('hex')).toBe(FIXED_LINK);
  });
});

// Computed by a program in another language, from docs/audit-format.md.
const FIXED_ENTRY = '7ac1217188b8ab438927c80ee47e91661138080729569fc285690aff66d27144';
const FIXED_LINK = '10e5953f95421a57d8a193d4a9abe6ee75b29bed4afe3b13fd09e534aa34d853';

const FIELDS = [
  'occurredAt',
  'kind',
  'system',
  'edrpou',
  'actingUser',
  'purpose',
  'method',
  'requestId',
  'subjectIds',
  'refusal',
  'times',
] as const satisfies readonly (keyof NewEntry)[];

function at({ entries }: Chain, index: number) {
  const entry = entries[index];
  if (entry === undefined) throw new Error(`no entry ${index}`);
  return entry;
}
