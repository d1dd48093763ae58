import {
  checkName,
  checkPhone,
  invalid,
  preconditionFailed,
  refuseStale,
  unless,
  within,
  type Decision,
  type Violation,
} from '@safe-community/domain-kit';
import type { PatrolUnit } from '../patrol-units/module.ts';
import type { OfficerKind, OfficerState, Person } from './officer.ts';
import { checkRecord, NO_RECORD, type PersonnelRecord, type Rank } from './personnel-record.ts';
import { checkProfile, type PublicProfile } from './public-profile.ts';
import { checkServiceNumber, NOT_OF_PATROL } from './registration.ts';

/** What an update can change of an officer. */
export interface OfficerData {
  readonly person: Person;
  readonly serviceNumber: string;
  /** Empty if unknown. */
  readonly placeCode: string;
  /** Empty for community and district officers. */
  readonly patrolUnitCode: string;
  /** Empty if unknown, and for patrol officers. */
  readonly policeUnitCode: string;
  readonly record: PersonnelRecord;
  /** Undefined: not published. */
  readonly profile: PublicProfile | undefined;
}

/** How each path of a mask takes its new value. */
const FIELDS = {
  full_name: (old, { person }) => ({ ...old, person: { ...old.person, fullName: person.fullName } }),
  service_number: (old, { serviceNumber }) => ({ ...old, serviceNumber }),
  phone: (old, { person }) => ({ ...old, person: { ...old.person, phone: person.phone } }),
  patrol_unit_code: (old, { patrolUnitCode }) => ({ ...old, patrolUnitCode }),
  police_unit_code: (old, { policeUnitCode }) => ({ ...old, policeUnitCode }),
  service_place_code: (old, { placeCode }) => ({ ...old, placeCode }),
  record: (old, { record }) => ({ ...old, record }),
  'record.police_unit': (old, { record: { policeUnit } }) => ({ ...old, record: { ...old.record, policeUnit } }),
  'record.ranks': (old, { record: { ranks } }) => ({ ...old, record: { ...old.record, ranks } }),
  'record.languages': (old, { record: { languages } }) => ({ ...old, record: { ...old.record, languages } }),
  'record.certifications': (old, { record: { certifications } }) => ({
    ...old,
    record: { ...old.record, certifications },
  }),
  public_profile: (old, { profile }) => ({ ...old, profile }),
} as const satisfies Readonly<Record<string, (old: OfficerData, given: OfficerData) => OfficerData>>;

export type UpdatePath = keyof typeof FIELDS;

/** A requested update: which fields get which values. */
export interface RequestedUpdate {
  readonly paths: readonly UpdatePath[];
  /** Holds a value for every path; the others are not used. */
  readonly given: OfficerData;
  /** Of the version that the caller has read. */
  readonly etag: string;
}

export const NOTHING_GIVEN: OfficerData = {
  person: { fullName: '', phone: '' },
  serviceNumber: '',
  placeCode: '',
  patrolUnitCode: '',
  policeUnitCode: '',
  record: NO_RECORD,
  profile: undefined,
};

/** The violations of a mask; paths are in proto names. */
export function checkMask(mask: readonly string[] | undefined): Violation[] {
  if (mask === undefined || mask.length === 0) return [{ field: 'update_mask', rule: 'must name at least one field' }];
  return mask.flatMap((path, index) => [
    ...unless(isPath(path), `update_mask.paths[${index}]`, 'must be a path of OfficerUpdate'),
    ...unless(mask.indexOf(path) === index, `update_mask.paths[${index}]`, 'must not be given twice'),
  ]);
}

export function isPath(path: string): path is UpdatePath {
  return Object.hasOwn(FIELDS, path);
}

/** An officer before an update. */
export interface UpdatedOfficer {
  readonly kind: OfficerKind;
  readonly state: OfficerState;
  readonly version: number;
  readonly data: OfficerData;
}

export interface Update {
  readonly data: OfficerData;
  readonly version: number;
  /** The paths whose value is another than before. */
  readonly changed: readonly UpdatePath[];
}

/** What an update refers to. */
export interface UpdateFacts {
  readonly ranks: readonly Rank[];
  /** The patrol unit with the given code; undefined if there is none. */
  readonly unit: PatrolUnit | undefined;
}

/** Changes the fields that the mask names. An update that changes nothing keeps the version. */
export function update(
  { kind, state, version, data }: UpdatedOfficer,
  { paths, given, etag }: RequestedUpdate,
  { ranks, unit }: UpdateFacts,
  now: Date,
): Decision<Update> {
  const stale = refuseStale({ version }, etag, 'the officer');
  if (stale !== undefined) return stale;
  if (state === 'dismissed') return preconditionFailed('OFFICER_DISMISSED', 'the officer is dismissed');
  const asked = paths.reduce<OfficerData>((old, path) => FIELDS[path](old, given), data);
  const broken = within('officer', checkGiven(paths, asked, kind, ranks, now));
  if (broken.length > 0) return invalid(broken);
  const moves = kind === 'patrol' && asked.patrolUnitCode !== data.patrolUnitCode;
  if (moves && unit === undefined) return preconditionFailed('UNIT_UNKNOWN', 'the patrol unit is not registered');
  const next = moves ? { ...asked, placeCode: unit?.oblastCode ?? '' } : asked;
  const changed = paths.filter((path) => !isSame(FIELDS[path](data, given), data));
  return { data: next, version: changed.length === 0 ? version : version + 1, changed };
}

/** Only the fields that the mask names: what is stored was checked when it was written. */
function checkGiven(
  paths: readonly UpdatePath[],
  { person, serviceNumber, placeCode, patrolUnitCode, policeUnitCode, record, profile }: OfficerData,
  kind: OfficerKind,
  ranks: readonly Rank[],
  now: Date,
): Violation[] {
  const isGiven = (path: UpdatePath): boolean => paths.includes(path);
  return [
    ...(isGiven('full_name') ? checkName(person.fullName, 'full_name') : []),
    ...(isGiven('service_number') ? checkServiceNumber(serviceNumber, 'service_number') : []),
    ...(isGiven('phone') ? checkPhone(person.phone, 'phone') : []),
    ...(isGiven('patrol_unit_code') ? checkUnitOf(kind, patrolUnitCode) : []),
    ...unless(
      !isGiven('police_unit_code') || kind !== 'patrol' || policeUnitCode === '',
      'police_unit_code',
      NOT_OF_PATROL,
    ),
    ...unless(
      !isGiven('service_place_code') || kind !== 'patrol' || placeCode === '',
      'service_place_code',
      'must be empty for patrol officers',
    ),
    ...(paths.some((path) => path.startsWith('record')) ? within('record', checkRecord(record, ranks, now)) : []),
    ...(isGiven('public_profile') && profile !== undefined ? within('public_profile', checkProfile(profile)) : []),
  ];
}

function checkUnitOf(kind: OfficerKind, patrolUnitCode: string): Violation[] {
  if (kind === 'patrol') return unless(patrolUnitCode !== '', 'patrol_unit_code', 'must be given for patrol officers');
  return unless(patrolUnitCode === '', 'patrol_unit_code', 'must be empty for community and district officers');
}

function isSame(one: OfficerData, other: OfficerData): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
