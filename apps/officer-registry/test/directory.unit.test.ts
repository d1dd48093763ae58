import { createKeyFile, loadKeyring, VaultError } from '@safe-community/security/encryption';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Assignment, OfficerState } from '../src/domain/officer.ts';
import { DutyRoster } from '../src/outbound/memory/duty-roster.ts';
import { openedPeople } from '../src/outbound/memory/opened-people.ts';
import type { SealedOfficer } from '../src/outbound/postgres/officer-rows.ts';
import { sealPerson } from '../src/outbound/postgres/person-columns.ts';

const folder = mkdtempSync(join(tmpdir(), 'officer-registry-'));
createKeyFile(folder, 'first');
const keyring = loadKeyring(folder);
afterAll(() => rmSync(folder, { recursive: true }));

const BEAT = { hromadaCode: 'UA05020030000031457', starostaDistrictCode: '' };
const OTHER = { ...BEAT, starostaDistrictCode: '0520655500' };

test('an officer who is put again stands on the new beats only', () => {
  const roster = new DutyRoster();
  roster.put(officer('a', [part(BEAT, 'deputy')]));
  roster.put(officer('b', [part(BEAT, 'primary')]));
  roster.put(officer('a', [part(OTHER, 'primary')], 'on_leave'));
  expect(roster.on(BEAT).map(({ officerId }) => officerId)).toEqual(['b']);
  expect(roster.on(OTHER)).toMatchObject([{ officerId: 'a', role: 'primary', state: 'on_leave' }]);
  expect([...roster.all()]).toHaveLength(2);
});

test('an officer who has no part any more is let go', () => {
  const roster = new DutyRoster();
  roster.put(officer('a', [part(BEAT, 'primary')]));
  roster.put(officer('a', [], 'dismissed'));
  expect(roster.officer('a')).toBeUndefined();
  expect([...roster.all()]).toEqual([]);
});

test('who was assigned first comes first', () => {
  const roster = new DutyRoster();
  roster.put(officer('late', [part(BEAT, 'deputy', 2)]));
  roster.put(officer('early', [part(BEAT, 'deputy', 1)]));
  expect(roster.on(BEAT).map(({ officerId }) => officerId)).toEqual(['early', 'late']);
});

test('an officer asked for again is not opened again, until forgotten', () => {
  const people = openedPeople(keyring);
  const found = officer('a');
  const opened = people.open(found);
  expect(opened.person).toEqual({ fullName: 'Особа a', phone: '' });
  expect(people.open(found)).toBe(opened);
  people.forget('a');
  expect(people.open(found)).not.toBe(opened);
});

test('of many officers only the thousand asked for last stay open', () => {
  const people = openedPeople(keyring);
  const all = Array.from({ length: 1_001 }, (_, index) => officer(`${index}`));
  const opened = all.map((each) => people.open(each));
  expect(people.open(officer('1000'))).toBe(opened[1_000]);
  expect(people.open(officer('1'))).toBe(opened[1]);
  expect(people.open(officer('0'))).not.toBe(opened[0]);
});

test('what was sealed for one officer does not open for another', () => {
  const stolen = { ...officer('a'), sealed: officer('b').sealed };
  expect(() => openedPeople(keyring).open(stolen)).toThrow(VaultError);
});

function officer(officerId: string, assignments: Assignment[] = [], state: OfficerState = 'active'): SealedOfficer {
  return {
    officerId,
    kind: 'community',
    state,
    serviceNumber: `POG-${officerId}`,
    patrolUnitCode: '',
    registeredAt: new Date(0),
    demonstration: false,
    assignments,
    sealed: sealPerson(keyring, officerId, { fullName: `Особа ${officerId}`, phone: '' }),
  };
}

function part(beat: typeof BEAT, role: Assignment['role'], day = 1): Assignment {
  return { beat, role, assignedAt: new Date(Date.UTC(2026, 0, day)) };
}
