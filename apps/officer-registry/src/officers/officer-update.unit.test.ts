import { isRefused } from '@safe-community/domain-kit';
import { expect, test } from 'vitest';
import {
  checkMask,
  NOTHING_GIVEN,
  update,
  type OfficerData,
  type UpdatedOfficer,
  type UpdateFacts,
  type UpdatePath,
} from './officer-update.ts';
import { NO_RECORD } from './personnel-record.ts';

const NOW = new Date('2026-01-05T08:00:00Z');
const PROFILE = { name: 'Марія', photoReference: '', dutyPhone: '', officeHours: [], languages: [] };
const DATA: OfficerData = {
  person: { fullName: 'Петренко Марія', phone: '+380501112233' },
  serviceNumber: 'POG-1',
  placeCode: 'UA05020030000031457',
  patrolUnitCode: '',
  policeUnitCode: 'rvp-1',
  record: { ...NO_RECORD, policeUnit: 'РУП' },
  profile: undefined,
};
const OFFICER: UpdatedOfficer = { kind: 'community', state: 'active', version: 7, data: DATA };

const ALL: OfficerData = {
  person: { fullName: 'Коваль Марія', phone: '' },
  serviceNumber: 'POG-2',
  placeCode: '',
  patrolUnitCode: '',
  policeUnitCode: '',
  record: { policeUnit: 'ГУНП', ranks: [], languages: ['uk'], certifications: [] },
  profile: PROFILE,
};

const NO_FACTS = { ranks: [], unit: undefined };

const change = (
  paths: readonly UpdatePath[],
  given: OfficerData = ALL,
  officer = OFFICER,
  facts: UpdateFacts = NO_FACTS,
) => update(officer, { paths, given, etag: '7' }, facts, NOW);

test.each<[UpdatePath, OfficerData]>([
  ['full_name', { ...DATA, person: { ...DATA.person, fullName: 'Коваль Марія' } }],
  ['phone', { ...DATA, person: { ...DATA.person, phone: '' } }],
  ['service_number', { ...DATA, serviceNumber: 'POG-2' }],
  ['service_place_code', { ...DATA, placeCode: '' }],
  ['record', { ...DATA, record: ALL.record }],
  ['record.police_unit', { ...DATA, record: { ...DATA.record, policeUnit: 'ГУНП' } }],
  ['record.languages', { ...DATA, record: { ...DATA.record, languages: ['uk'] } }],
  ['public_profile', { ...DATA, profile: PROFILE }],
])('the path %s changes its field and no other', (path, data) => {
  expect(change([path])).toEqual({ data, version: 8, changed: [path] });
});

test('ranks and certifications are replaced as a whole', () => {
  const record = {
    ...NO_RECORD,
    ranks: [{ rankCode: 'major', since: '2020-01-01', source: 'наказ' }],
    certifications: [{ certificationCode: 'driving', issued: '2020-01-01', expires: '' }],
  };
  const ranks = [
    { rankCode: 'major', nameUk: '', nameEn: '', level: 1, validFrom: '2015-11-07', validTo: '', source: '' },
  ];
  const order = { paths: ['record.ranks', 'record.certifications'] as const, given: { ...ALL, record }, etag: '7' };
  expect(update(OFFICER, order, { ranks, unit: undefined }, NOW)).toMatchObject({
    data: { record: { ...record, policeUnit: 'РУП' } },
  });
});

test('several paths are one version; a path whose value is the same is not a change', () => {
  expect(change(['phone', 'full_name'])).toMatchObject({ version: 8, changed: ['phone', 'full_name'] });
  expect(change(['phone', 'full_name'], { ...ALL, person: DATA.person })).toEqual({
    data: DATA,
    version: 7,
    changed: [],
  });
  expect(change(['phone', 'service_number'], { ...ALL, person: DATA.person })).toMatchObject({
    changed: ['service_number'],
  });
});

test('another version is stale before any other rule', () => {
  const stale = update(
    { ...OFFICER, version: 8, state: 'dismissed' },
    { paths: ['full_name'], given: NOTHING_GIVEN, etag: '7' },
    NO_FACTS,
    NOW,
  );
  expect(stale).toMatchObject({ kind: 'aborted', reason: 'ETAG_STALE' });
});

test('a dismissed officer cannot be changed', () => {
  expect(change(['phone'], ALL, { ...OFFICER, state: 'dismissed' })).toMatchObject({ reason: 'OFFICER_DISMISSED' });
});

test.each<[UpdatePath, OfficerData, string]>([
  ['full_name', NOTHING_GIVEN, 'officer.full_name'],
  ['service_number', NOTHING_GIVEN, 'officer.service_number'],
  ['phone', { ...ALL, person: { fullName: '', phone: 'x' } }, 'officer.phone'],
  ['record.languages', { ...ALL, record: { ...NO_RECORD, languages: ['x'] } }, 'officer.record.languages[0]'],
  ['public_profile', { ...ALL, profile: { ...PROFILE, name: '' } }, 'officer.public_profile.name'],
])('a bad %s is refused by its field', (path, given, field) => {
  expect(change([path], given)).toMatchObject({ reason: 'FIELDS_INVALID', violations: [{ field }] });
});

test('a place of a patrol officer is refused, an empty one is not', () => {
  const patrol: UpdatedOfficer = { ...OFFICER, kind: 'patrol' };
  const given = { ...ALL, placeCode: DATA.placeCode };
  expect(change(['service_place_code'], given, patrol)).toMatchObject({
    violations: [{ field: 'officer.service_place_code' }],
  });
  expect(isRefused(change(['phone'], given, patrol))).toBe(false);
});

test('a patrol officer moves to a registered unit, and serves in its oblast', () => {
  const unit = { patrolUnitCode: 'kyiv', oblastCode: 'UA80', nameUk: '', nameEn: '' };
  const data = { ...DATA, placeCode: 'UA05', patrolUnitCode: 'vinnytsia' };
  const patrol: UpdatedOfficer = { ...OFFICER, kind: 'patrol', data };
  const to = (patrolUnitCode: string) => ({ ...ALL, patrolUnitCode });
  const path = ['patrol_unit_code'] as const;
  const facts = { ranks: [], unit };
  expect(change(path, to('kyiv'), patrol, facts)).toEqual({
    data: { ...data, patrolUnitCode: 'kyiv', placeCode: 'UA80' },
    version: 8,
    changed: ['patrol_unit_code'],
  });
  expect(change(path, to('vinnytsia'), patrol)).toMatchObject({ data, version: 7, changed: [] });
  expect(change(path, to('kyiv'), patrol)).toMatchObject({ reason: 'UNIT_UNKNOWN' });
  const field = 'officer.patrol_unit_code';
  expect(change(path, to(''), patrol)).toMatchObject({ violations: [{ field }] });
  expect(change(path, to('kyiv'), OFFICER, facts)).toMatchObject({ violations: [{ field }] });
});

test.each<[string, string[] | undefined, string[]]>([
  ['one path', ['phone'], []],
  ['no mask', undefined, ['update_mask']],
  ['an empty mask', [], ['update_mask']],
  ['an unknown path', ['phone', 'state'], ['update_mask.paths[1]']],
  ['an inherited property', ['constructor'], ['update_mask.paths[0]']],
  ['a path twice', ['phone', 'phone'], ['update_mask.paths[1]']],
])('%s', (_, mask, fields) => {
  expect(checkMask(mask).map(({ field }) => field)).toEqual(fields);
});
