import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { responsibleOfficer } from '@safe-community/domain-kit';
import { createKeyFile, loadKeyring, EncryptionError } from '@safe-community/security/encryption';
import { afterAll, expect, test } from 'vitest';
import type { Beat } from '../beats/beat.ts';
import type { Assignment } from '../officers/assignment.ts';
import type { OfficerState } from '../officers/officer.ts';
import { encryptPerson, type EncryptedOfficer } from '../officers/person.adapter.ts';
import { decryptedPeople } from './directory.adapter.ts';
import { Roster } from './roster.ts';

const folder = mkdtempSync(join(tmpdir(), 'officer-registry-'));
createKeyFile(folder, 'first');
const keyring = loadKeyring(folder);
afterAll(() => rmSync(folder, { recursive: true }));

const HROMADA = 'UA05020030000031457';
const BEAT = beatOf('beat', [HROMADA]);
const OTHER = beatOf('other', ['0520655500']);
const NOW = new Date('2026-11-27T12:00:00Z');

test('an officer who is stored again has the new beats only', () => {
  const roster = rosterOfBoth();
  roster.put(officer('a', [part(BEAT, 'deputy')]));
  roster.put(officer('b', [part(BEAT, 'primary')]));
  roster.put(officer('a', [part(OTHER, 'primary')], 'on_leave'));
  expect(roster.dutiesOn('beat')).toMatchObject([{ officerId: 'b', role: 'primary', state: 'active' }]);
  expect(roster.dutiesOn('other')).toMatchObject([
    { officerId: 'a', role: 'primary', state: 'on_leave', beat: { starostaDistrictCode: '0520655500' } },
  ]);
});

test('an officer without a beat is removed', () => {
  const roster = rosterOfBoth();
  roster.put(officer('a', [part(BEAT, 'primary')]));
  roster.put(officer('a', [], 'dismissed'));
  expect(roster.officer('a')).toBeUndefined();
  expect(answering(roster)).toBeUndefined();
});

test('of several deputies the first assigned is responsible', () => {
  const roster = rosterOfBoth();
  roster.put(officer('late', [part(BEAT, 'deputy', 2)]));
  roster.put(officer('early', [part(BEAT, 'deputy', 1)]));
  expect(answering(roster)).toBe('early');
});

test('a beat with other units answers for them, and a retired one for none, in any order of storing', () => {
  const roster = new Roster();
  roster.put(officer('a', [part(OTHER, 'primary')]));
  roster.putBeat(OTHER);
  expect(answering(roster)).toBe('a');
  roster.putBeat({ ...OTHER, unitCodes: ['0520680500'] });
  expect(answering(roster)).toBeUndefined();
  expect(answering(roster, '0520680500')).toBe('a');
  roster.putBeat({ ...OTHER, retiredAt: NOW });
  expect(answering(roster)).toBeUndefined();
  expect([...roster.beats()]).toEqual([]);
});

test.each<OfficerState>(['candidate', 'selection', 'training', 'on_leave', 'suspended', 'dismissed'])(
  'an officer who is %s is not responsible, the deputy is',
  (state) => {
    const roster = rosterOfBoth();
    roster.put(officer('primary', [part(OTHER, 'primary')], state));
    expect(answering(roster)).toBeUndefined();
    roster.put(officer('deputy', [part(OTHER, 'deputy')]));
    expect(answering(roster)).toBe('deputy');
    roster.put(officer('primary', [part(OTHER, 'primary')]));
    expect(answering(roster)).toBe('primary');
  },
);

test('an officer is decrypted once until dropped from memory', () => {
  const people = decryptedPeople(keyring);
  const found = officer('a');
  const decrypted = people.decrypt(found);
  expect(decrypted.person).toEqual({ fullName: 'Особа a', phone: '' });
  expect(people.decrypt(found)).toBe(decrypted);
  people.forget('a');
  expect(people.decrypt(found)).not.toBe(decrypted);
});

test('an assignment that has ended is shown no longer, and the officer is not decrypted again', () => {
  const end = new Date('2026-05-01T08:00:00Z');
  let now = end.getTime() - 1;
  const people = decryptedPeople(keyring, () => now);
  const found = officer('a', [{ ...part(BEAT, 'deputy'), endsAt: end }, part(OTHER, 'primary')]);
  const before = people.decrypt(found);
  expect(before.assignments).toHaveLength(2);
  now += 1;
  const after = people.decrypt(found);
  expect(after.assignments.map(({ role }) => role)).toEqual(['primary']);
  expect(after.person).toBe(before.person);
  expect(people.decrypt(found)).toBe(after);
});

test('only the thousand officers used last stay decrypted', () => {
  const people = decryptedPeople(keyring);
  const all = Array.from({ length: 1_001 }, (_, index) => officer(`${index}`));
  const decrypted = all.map((each) => people.decrypt(each));
  expect(people.decrypt(officer('1000'))).toBe(decrypted[1_000]);
  expect(people.decrypt(officer('1'))).toBe(decrypted[1]);
  expect(people.decrypt(officer('0'))).not.toBe(decrypted[0]);
});

test('data encrypted for one officer cannot be decrypted for another', () => {
  const stolen = { ...officer('a'), encrypted: officer('b').encrypted };
  expect(() => decryptedPeople(keyring).decrypt(stolen)).toThrow(EncryptionError);
});

function rosterOfBoth(): Roster {
  const roster = new Roster();
  roster.putBeat(BEAT);
  roster.putBeat(OTHER);
  return roster;
}

function beatOf(beatId: string, unitCodes: readonly string[]): Beat {
  return {
    beatId,
    hromadaCode: HROMADA,
    name: 'Дільниця',
    isWhole: unitCodes.includes(HROMADA),
    unitCodes,
    createdAt: new Date(0),
    validFrom: new Date(0),
    retiredAt: undefined,
    version: 1,
  };
}

function answering(roster: Roster, starostaDistrictCode = '0520655500'): string | undefined {
  const place = { hromadaCode: HROMADA, starostaDistrictCode, settlementCode: '' };
  return responsibleOfficer(roster.dutiesIn(HROMADA), place, NOW)?.assignment.officerId;
}

function officer(officerId: string, assignments: Assignment[] = [], state: OfficerState = 'active'): EncryptedOfficer {
  return {
    officerId,
    kind: 'community',
    state,
    serviceNumber: `POG-${officerId}`,
    patrolUnitCode: '',
    registeredAt: new Date(0),
    assignments: assignments.map((held) => ({ ...held, officerId })),
    encrypted: encryptPerson(keyring, officerId, { fullName: `Особа ${officerId}`, phone: '' }),
  };
}

function part({ beatId }: Beat, role: Assignment['role'], day = 1): Assignment {
  const startsAt = new Date(Date.UTC(2026, 0, day));
  return {
    assignmentId: `${role} of ${beatId}`,
    officerId: '',
    beatId,
    beat: { hromadaCode: HROMADA, starostaDistrictCode: '' },
    role,
    deputyOrder: role === 'deputy' ? 1 : 0,
    startsAt,
    endsAt: undefined,
    recordedAt: startsAt,
    endReason: undefined,
  };
}
