import { join } from 'node:path';
import { newAuditKey, SigningKey } from '@safe-community/audit/signing';
import type { RecordingCustodyEntry } from '@safe-community/contracts/cameras/v1/custody.ts';
import { GetProofResponse } from '@safe-community/contracts/cameras/v1/custody_service.ts';
import { describe, expect, test } from 'vitest';
import { inventedProof } from '../../test/invented-proof.ts';
import { runProofProgram, runWithFiles, runWithProof } from '../../test/proof-program.ts';
import { entryHash } from './custody-hash.ts';
import { kindName } from './custody.mapping.ts';

// The program that a court runs, with what somebody may hand over who has changed the proof.

const key = new SigningKey(newAuditKey());
const PROOF = inventedProof(
  key,
  Array.from({ length: 9 }, (_, at) => ({ kind: 'view', facts: { step: String(at + 1) }, reason: `запит ${at + 1}` })),
  8,
);
const ENTRIES = PROOF.entries;

/** What the program says of the proof with other entries. */
async function problemsOf(entries: readonly RecordingCustodyEntry[]): Promise<string[]> {
  const { code, stderr } = await runProofProgram(
    GetProofResponse.fromPartial({ ...PROOF, entries: [...entries] }),
    key,
  );
  expect(code).toBe(stderr === '' ? 0 : 1);
  return stderr.split('\n').flatMap((line) => (line === '' ? [] : [line.replace('NOT VALID: ', '')]));
}

const without = (...indexes: number[]) => ENTRIES.filter(({ index }) => !indexes.includes(index));

/** The entries with new indexes from 1 on. */
function renumbered(entries: readonly RecordingCustodyEntry[]): RecordingCustodyEntry[] {
  return entries.map((entry, at) => ({ ...entry, index: at + 1 }));
}

/** The entry with other facts, and with the hash that they need. */
function forged(index: number, previousHash = ENTRIES[index - 2]?.hash ?? Buffer.alloc(32)): RecordingCustodyEntry {
  const entry = { ...(ENTRIES[index - 1] ?? expect.fail('no such entry')), facts: 'step=forged', previousHash };
  const { system, edrpou, actingUser, purpose, facts, textDigest } = entry;
  const hash = entryHash({
    recordingId: PROOF.recordingId,
    index,
    previousHash,
    kind: kindName(entry.kind) ?? 'view',
    at: entry.occurredTime ?? new Date(0),
    actor: { system, edrpou, actingUser, purpose },
    facts,
    textDigest,
  });
  return { ...entry, hash };
}

/** The entries with others before one of them. */
function inserted(before: number, ...added: RecordingCustodyEntry[]): RecordingCustodyEntry[] {
  return [...ENTRIES.slice(0, before - 1), ...added, ...ENTRIES.slice(before - 1)];
}

const shifted = (from: number, to: number, by: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, at) => {
    const index = from + at;
    return `entry ${index} was renumbered: it was written as ${index + by}`;
  });

test('an unchanged proof is valid', async () => {
  expect(await problemsOf(ENTRIES)).toEqual([]);
});

describe('a removed entry', () => {
  test.each<[number[], string]>([
    [[1], 'entry 1 is missing'],
    [[2], 'entry 2 is missing'],
    [[3, 4, 5], 'entries 3 to 5 are missing'],
    [[8, 9], 'entry 8 is missing'],
  ])('is named, and no other one: %j', async (indexes, problem) => {
    expect(await problemsOf(without(...indexes))).toEqual([problem]);
  });

  test.each<[number[], string, string[]]>([
    [[1], 'entry 1 is missing', shifted(1, 8, 1)],
    [[5], 'entry 5 is missing', shifted(5, 8, 1)],
    [[3, 4], 'entries 3 to 4 are missing', shifted(3, 7, 2)],
  ])('is named when those behind it were renumbered: %j', async (indexes, problem, others) => {
    expect(await problemsOf(renumbered(without(...indexes)))).toEqual([...others, problem]);
  });

  test('is named beside an altered one', async () => {
    const entries = without(2).map((entry) => (entry.index === 6 ? { ...entry, facts: 'step=7' } : entry));
    expect(await problemsOf(entries)).toEqual(['entry 6 was altered', 'entry 2 is missing']);
  });
});

describe('an inserted entry', () => {
  test('is named, in front of the one that has its index and behind it', async () => {
    expect(await problemsOf(inserted(4, forged(4)))).toEqual(['entry 4 (number 4 in the proof) was inserted']);
    const behind = forged(4, ENTRIES[3]?.hash);
    expect(await problemsOf(inserted(5, behind))).toEqual(['entry 4 (number 5 in the proof) was inserted']);
    const broken = { ...behind, hash: Buffer.alloc(32, 1) };
    expect(await problemsOf(inserted(5, broken))).toEqual(['entry 4 (number 5 in the proof) was inserted']);
  });

  test.each([1, 4, 8])('is named when those behind it were renumbered: %i', async (index) => {
    const entries = renumbered(inserted(index, forged(index)));
    expect(await problemsOf(entries)).toEqual([`entry ${index} was inserted`, ...shifted(index + 1, 10, -1)]);
    const broken = entries.map((entry) => (entry.index === index ? { ...entry, facts: '' } : entry));
    expect(await problemsOf(broken)).toEqual([`entry ${index} was inserted`, ...shifted(index + 1, 10, -1)]);
  });

  test('is named with the one behind it', async () => {
    const first = forged(4);
    const entries = renumbered(inserted(4, first, forged(5, first.hash)));
    const expected = ['entry 4 was inserted', 'entry 5 was inserted', ...shifted(6, 11, -2)];
    expect(await problemsOf(entries)).toEqual(expected);
  });
});

test('an altered entry is named, also when its hash was recomputed', async () => {
  for (const index of [1, 4, 7]) {
    const changed = ENTRIES.map((entry) => (entry.index === index ? { ...entry, actingUser: 'x' } : entry));
    expect(await problemsOf(changed)).toEqual([`entry ${index} was altered`]);
    const rehashed = ENTRIES.map((entry) => (entry.index === index ? forged(index) : entry));
    expect(await problemsOf(rehashed)).toEqual([`entry ${index} was altered`]);
  }
});

test('a chain that was rewritten up to its end is not the one that was signed', async () => {
  let previous = ENTRIES[5]?.hash;
  const rewritten = ENTRIES.map((entry) => {
    if (entry.index < 7) return entry;
    const other = forged(entry.index, previous);
    previous = other.hash;
    return other;
  });
  expect(await problemsOf(rewritten)).toEqual(['entry 8 is not the one that was signed']);
});

test('entries in another order are named', async () => {
  const [third, fourth] = ENTRIES.slice(2, 4);
  const swapped = [...ENTRIES.slice(0, 2), fourth, third, ...ENTRIES.slice(4)].filter((entry) => entry !== undefined);
  expect(await problemsOf(swapped)).toEqual(['entry 3 is not in its place']);
});

test('says which entries are not signed yet, which have no reason with them, and only the time that is signed', async () => {
  const entries = ENTRIES.map((entry) => (entry.index === 2 ? { ...entry, texts: undefined } : entry));
  const json = JSON.stringify(GetProofResponse.toJSON(GetProofResponse.fromPartial({ ...PROOF, entries })));
  const { stdout } = await runWithProof(json.replace('10:01:00.250Z', '10:01:00.250999Z'), key);
  const lines = stdout.trim().split('\n');
  expect(lines[1]).toMatch(/^Entries 1 to 8 of its chain of custody are intact and signed: "camera-rollout", /);
  expect(lines[2]).toBe('Those from 9 on are not signed yet, so they prove nothing: ask for a newer proof.');
  expect(lines[3]).toBe('1. 2026-10-02T10:01:00.250Z view | system "evidence-desk" | reason "запит 1"');
  expect(lines[4]).toBe('2. 2026-10-02T10:02:00.250Z view | system "evidence-desk" | reason not included');
  expect(lines.filter((line) => line.includes('NOT SIGNED YET'))).toEqual(['9. NOT SIGNED YET']);
});

describe('a text that looks like the output of the program', () => {
  const FORGED = '\n9. 2026-10-02T10:09:00.250Z export | reason "суд"\r\u001b[2K\u0085\u2028\u202e\u200b';

  test('stays in its quotes on its line if it is signed', async () => {
    const proof = inventedProof(
      key,
      [{ kind: 'view', actingUser: 'a\nb', reason: FORGED, place: '\\u{a} "каб" | x' }],
      1,
    );
    const { code, stdout } = await runProofProgram(proof, key);
    expect(code).toBe(0);
    expect(stdout.split('\n').slice(2)).toEqual([
      String.raw`1. 2026-10-02T10:01:00.250Z view | person "a\u{a}b" | system "evidence-desk" | ` +
        String.raw`reason "\u{a}9. 2026-10-02T10:09:00.250Z export | reason \"суд\"\u{d}\u{1b}[2K\u{85}\u{2028}\u{202e}\u{200b}" | ` +
        String.raw`place "\\u{a} \"каб\" | x"`,
      '',
    ]);
  });

  test('is not printed if it is not signed', async () => {
    const proof = inventedProof(key, [{ kind: 'view' }, { kind: 'view', actingUser: FORGED, reason: FORGED }], 1);
    const { code, stdout } = await runProofProgram(proof, key);
    expect(code).toBe(0);
    expect(stdout.split('\n').slice(4)).toEqual(['2. NOT SIGNED YET', '']);
  });

  test('is on the line of the problem that it causes', async () => {
    const { anchor } = PROOF;
    const links = (anchor?.links ?? []).map((link) => ({ ...link, hash: Buffer.alloc(32) }));
    const json = JSON.stringify(
      GetProofResponse.toJSON(GetProofResponse.fromPartial({ ...PROOF, anchor: { ...anchor, links } })),
    );
    const forged = json.replaceAll(/"firstSequence":"\d+"/g, () => `"firstSequence":${JSON.stringify(FORGED)}`);
    const { code, stdout, stderr } = await runWithProof(forged, key);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(String.raw`NOT VALID: link \u{a}9. 2026-`);
    expect(stderr).toMatch(/^(NOT VALID: [^\p{C}\u2028]+\n)+$/u);
  });
});

describe('the sample', () => {
  const file = (name: string) => join(import.meta.dirname, '../../../../docs/examples/custody/sample', name);

  test('is valid, with its recording', async () => {
    const ended = await runWithFiles(['proof.json', 'public-key.pem', 'recording.txt'].map(file));
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toContain('The file is the one that was registered.');
  });

  test('is not valid after somebody altered it', async () => {
    expect(await runWithFiles(['altered-proof.json', 'public-key.pem'].map(file))).toEqual({
      code: 1,
      stdout: '',
      stderr: 'NOT VALID: entry 4 was altered\nNOT VALID: entry 5 is missing\n',
    });
  });
});
