import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { responsibleAssignment } from '@safe-community/domain-kit';
import { createKeyFile, loadKeyring, VaultError } from '@safe-community/security/encryption';
import { afterAll, expect, test } from 'vitest';
import type { Assignment, OfficerState } from '../officers/officer.ts';
import { encryptPerson, type EncryptedOfficer } from '../officers/person.adapter.ts';
import { decryptedPeople } from './directory.adapter.ts';
import { Roster } from './roster.ts';

const folder = mkdtempSync(join(tmpdir(), 'officer-registry-'));
createKeyFile(folder, 'first');
const keyring = loadKeyring(folder);
afterAll(() => rmSync(folder, { recursive: true }));

const BEAT = { hromadaCode: 'UA05020030000031457', starostaDistrictCode: '' };
const OTHER = { ...BEAT, starostaDistrictCode: '0520655500' };

test('an officer who is stored again has the new beats only', () => {
  const roster = new Roster();
  roster.put(officer('a', [part(BEAT, 'deputy')]));
  roster.put(officer('b', [part(BEAT, 'primary')]));
  roster.put(officer('a', [part(OTHER, 'primary')], 'on_leave'));
  expect(roster.dutiesIn(BEAT.hromadaCode)).toMatchObject([
    { officerId: 'b', role: 'primary', state: 'active', beat: BEAT },
    { officerId: 'a', role: 'primary', state: 'on_leave', beat: OTHER },
  ]);
  expect([...roster.duties()]).toHaveLength(2);
});

test('an officer without a beat is removed', () => {
  const roster = new Roster();
  roster.put(officer('a', [part(BEAT, 'primary')]));
  roster.put(officer('a', [], 'dismissed'));
  expect(roster.officer('a')).toBeUndefined();
  expect([...roster.duties()]).toEqual([]);
});

test('of several deputies the first assigned is responsible', () => {
  const roster = new Roster();
  roster.put(officer('late', [part(BEAT, 'deputy', 2)]));
  roster.put(officer('early', [part(BEAT, 'deputy', 1)]));
  expect(responsibleAssignment(roster.dutiesIn(BEAT.hromadaCode), '')?.officerId).toBe('early');
});

test.each<OfficerState>(['candidate', 'selection', 'training', 'on_leave', 'suspended', 'dismissed'])(
  'an officer who is %s is not responsible, the deputy is',
  (state) => {
    const roster = new Roster();
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
  expect(() => decryptedPeople(keyring).decrypt(stolen)).toThrow(VaultError);
});

function answering(roster: Roster): string | undefined {
  return responsibleAssignment(roster.dutiesIn(OTHER.hromadaCode), OTHER.starostaDistrictCode)?.officerId;
}

function officer(officerId: string, assignments: Assignment[] = [], state: OfficerState = 'active'): EncryptedOfficer {
  return {
    officerId,
    kind: 'community',
    state,
    serviceNumber: `POG-${officerId}`,
    patrolUnitCode: '',
    registeredAt: new Date(0),
    demonstration: false,
    assignments,
    encrypted: encryptPerson(keyring, officerId, { fullName: `Особа ${officerId}`, phone: '' }),
  };
}

function part(beat: typeof BEAT, role: Assignment['role'], day = 1): Assignment {
  return { beat, role, assignedAt: new Date(Date.UTC(2026, 0, day)) };
}
