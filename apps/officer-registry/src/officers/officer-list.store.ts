import { rows, toDate, type EntityManager, type Statement } from '@safe-community/database';
import type { Keyring } from '@safe-community/security/encryption';
import { OFFICER_KINDS, OFFICER_STATES, type OfficerKind, type OfficerState } from './officer.ts';
import { shownNumber } from './erasure.store.ts';
import { decryptPerson, encryptedOf, type PersonColumns } from './person.adapter.ts';

/** How much of a place a filter names: the first characters of a KATOTTG code, or all of it. */
type PlaceLevel = 'oblast' | 'raion' | 'hromada';

export interface OfficerFilter {
  /** Absent: everywhere. */
  readonly place: { readonly level: PlaceLevel; readonly code: string } | undefined;
  /** The hromadas that are part of the place, which is then a hromada. */
  readonly merged?: readonly string[];
  /** Empty for all. */
  readonly patrolUnitCode: string;
  /** Empty for all. */
  readonly policeUnitCode: string;
  /** Absent: all. */
  readonly kind: OfficerKind | undefined;
  /** Empty for all. */
  readonly states: readonly OfficerState[];
  /** A day; empty for all officers. */
  readonly expiresBefore: string;
  /** Absent: whatever their beats. */
  readonly onBeat: OnBeat | undefined;
}

/** Officers who are assigned to a beat, in any role, at an instant; or those who serve a part of a hromada. */
export type OnBeat =
  | { readonly beatId: string; readonly at: Date }
  | { readonly hromadaCode: string; readonly officerIds: readonly string[] };

/** The last officer of a page. */
export interface ListPlace {
  readonly officerId: string;
  /** Empty unless the list is in the order of expiry. */
  readonly expiry: string;
}

export interface ListedOfficer {
  readonly officerId: string;
  readonly kind: OfficerKind;
  readonly state: OfficerState;
  readonly fullName: string;
  readonly serviceNumber: string;
  readonly patrolUnitCode: string;
  readonly policeUnitCode: string;
  readonly placeCode: string;
  readonly nextExpiry: string;
  readonly registeredAt: Date;
}

interface ListedRow extends PersonColumns {
  readonly officer_id: string;
  readonly kind: OfficerKind;
  readonly state: OfficerState;
  readonly service_number: string;
  readonly patrol_unit_code: string | null;
  readonly police_unit_code: string | null;
  readonly place_code: string | null;
  readonly expiry: string | null;
  readonly registered_at: string;
}

/** At most `most` officers after a place. */
export async function readOfficerList(
  em: EntityManager,
  keyring: Keyring,
  filter: OfficerFilter,
  after: ListPlace | undefined,
  most: number,
): Promise<ListedOfficer[]> {
  const { sql, values } = listStatement(filter, after, most);
  const found = await rows<ListedRow>(em, sql, values);
  return found.map((row) => toListed(keyring, row));
}

function toListed(keyring: Keyring, row: ListedRow): ListedOfficer {
  return {
    officerId: row.officer_id,
    kind: row.kind,
    state: row.state,
    fullName: decryptPerson(keyring, row.officer_id, encryptedOf(row)).fullName,
    serviceNumber: shownNumber(row.service_number),
    patrolUnitCode: row.patrol_unit_code ?? '',
    policeUnitCode: row.police_unit_code ?? '',
    placeCode: row.place_code ?? '',
    nextExpiry: row.expiry ?? '',
    registeredAt: toDate(row.registered_at),
  };
}

const COLUMNS = `officer_id, kind, state, service_number, patrol_unit_code, police_unit_code, place_code,
  next_expiry::text as expiry, registered_at, key_id, wrapped_key, ciphertext`;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

type Bind = (value: unknown) => string;

/**
 * In the order of registration, from the index of the narrowest condition; with `expiresBefore`, in the order of expiry,
 * and of registration on one day.
 */
export function listStatement(filter: OfficerFilter, after: ListPlace | undefined, most: number): Statement {
  const values: unknown[] = [];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const sql = filter.expiresBefore === '' ? inOrder(filter, after, most, bind) : byExpiry(filter, after, most, bind);
  return { sql, values };
}

function inOrder(filter: OfficerFilter, after: ListPlace | undefined, most: number, bind: Bind): string {
  const { patrolUnitCode, policeUnitCode, place, kind, states, onBeat } = filter;
  if (onBeat !== undefined) {
    const wanted = [
      `officer_id > ${bind(after?.officerId ?? FIRST_ID)}::uuid`,
      ...ofUnits(filter, bind),
      ...atPlace(filter, bind),
      ...ofKinds(kind, states, bind),
      ...assignedTo(onBeat, bind),
    ];
    return `select ${COLUMNS} from officer where ${wanted.join(' and ')} order by officer_id limit ${most}`;
  }
  const bounds = { after: bind(after?.officerId ?? FIRST_ID), last: bind(LAST_ID) };
  if (patrolUnitCode !== '') {
    const wanted = [...ofPoliceUnit(filter, bind), ...atPlace(filter, bind), ...ofKinds(kind, states, bind)];
    return newest('patrol_unit_code', bind(patrolUnitCode), bounds, wanted, most);
  }
  if (policeUnitCode !== '') {
    const wanted = [...atPlace(filter, bind), ...ofKinds(kind, states, bind)];
    return newest('police_unit_code', bind(policeUnitCode), bounds, wanted, most);
  }
  if (place !== undefined && filter.merged !== undefined && filter.merged.length > 0) {
    return ofPlaces([place.code, ...filter.merged], bounds, ofKinds(kind, states, bind), bind, most);
  }
  if (place !== undefined) {
    return newest(COLUMN_OF[place.level], bind(keyOf(place)), bounds, ofKinds(kind, states, bind), most);
  }
  if (kind !== undefined || states.length > 0) return ofBranches(kind, states, bounds, bind, most);
  return `
    select ${COLUMNS} from officer where officer_id > ${bounds.after}::uuid and officer_id <= ${bounds.last}::uuid
    order by officer_id limit ${most}`;
}

function byExpiry(filter: OfficerFilter, after: ListPlace | undefined, most: number, bind: Bind): string {
  const { expiresBefore, kind, states, onBeat } = filter;
  const last = `(${bind(after?.expiry ?? '-infinity')}::date, ${bind(after?.officerId ?? FIRST_ID)}::uuid)`;
  const wanted = [
    `next_expiry < ${bind(expiresBefore)}::date`,
    `(next_expiry, officer_id) > ${last}`,
    ...ofUnits(filter, bind),
    ...atPlace(filter, bind),
    ...ofKinds(kind, states, bind),
    ...assignedTo(onBeat, bind),
  ];
  return `
    select ${COLUMNS} from officer where ${wanted.join(' and ')}
    order by next_expiry, officer_id limit ${most}`;
}

const COLUMN_OF = {
  oblast: 'left(place_code, 4)',
  raion: 'left(place_code, 6)',
  hromada: 'place_code',
} as const satisfies Readonly<Record<PlaceLevel, string>>;

/** "UA05", "UA0502", or the whole code. */
function keyOf({ level, code }: NonNullable<OfficerFilter['place']>): string {
  if (level === 'hromada') return code;
  return code.slice(0, level === 'oblast' ? 4 : 6);
}

function atPlace({ place, merged = [] }: OfficerFilter, bind: Bind): string[] {
  if (place !== undefined && merged.length > 0) return [`place_code = any (${bind([place.code, ...merged])}::text[])`];
  return place === undefined ? [] : [`${COLUMN_OF[place.level]} = ${bind(keyOf(place))}`];
}

function ofUnits(filter: OfficerFilter, bind: Bind): string[] {
  const { patrolUnitCode } = filter;
  return [
    ...(patrolUnitCode === '' ? [] : [`patrol_unit_code = ${bind(patrolUnitCode)}`]),
    ...ofPoliceUnit(filter, bind),
  ];
}

function ofPoliceUnit({ policeUnitCode }: OfficerFilter, bind: Bind): string[] {
  return policeUnitCode === '' ? [] : [`police_unit_code = ${bind(policeUnitCode)}`];
}

function ofKinds(kind: OfficerKind | undefined, states: readonly OfficerState[], bind: Bind): string[] {
  return [
    ...(kind === undefined ? [] : [`kind = ${bind(kind)}`]),
    ...(states.length === 0 ? [] : [`state = any (${bind(states)}::text[])`]),
  ];
}

function assignedTo(onBeat: OnBeat | undefined, bind: Bind): string[] {
  if (onBeat === undefined) return [];
  if ('officerIds' in onBeat) return [`officer_id = any(${bind(onBeat.officerIds)}::uuid[])`];
  const [beat, at] = [`${bind(onBeat.beatId)}::uuid`, `${bind(onBeat.at)}::timestamptz`];
  // An array, so that the few officers are found first, and then read by their ids.
  return [
    `officer_id = any(array(select officer_id from beat_assignment where beat_id = ${beat} and during @> ${at}))`,
  ];
}

interface Bounds {
  readonly after: string;
  readonly last: string;
}

/**
 * Bounded and ordered by all columns of an index although the first is constant: only that index gives the order, so the
 * planner cannot scan all officers in the hope of finding enough.
 */
function newest(
  column: string,
  value: string,
  { after, last }: Bounds,
  wanted: readonly string[],
  most: number,
): string {
  const row = `(${column}, officer_id)`;
  const conditions = [
    `${row} > (${value}::text, ${after}::uuid)`,
    `${row} <= (${value}::text, ${last}::uuid)`,
    ...wanted,
  ];
  return `
    select ${COLUMNS} from officer where ${conditions.join(' and ')}
    order by ${column}, officer_id limit ${most}`;
}

/** Each hromada is a branch of the index; the first of all branches are the page. */
function ofPlaces(
  codes: readonly string[],
  { after, last }: Bounds,
  wanted: readonly string[],
  bind: Bind,
  most: number,
): string {
  const conditions = [
    `(place_code, officer_id) > (of_place, ${after}::uuid)`,
    `(place_code, officer_id) <= (of_place, ${last}::uuid)`,
    ...wanted,
  ];
  return `
    select listed.* from (
      select branch.officer_id from unnest(${bind(codes)}::text[]) as of_place, lateral (
        select officer_id from officer where ${conditions.join(' and ')}
        order by place_code, officer_id limit ${most}
      ) as branch
      order by branch.officer_id limit ${most}
    ) as found, lateral (
      select ${COLUMNS} from officer where officer.officer_id = found.officer_id limit 1
    ) as listed
    order by listed.officer_id`;
}

/** Each kind in each state is a branch of an index; the first of all branches are the page. */
function ofBranches(
  kind: OfficerKind | undefined,
  states: readonly OfficerState[],
  { after, last }: Bounds,
  bind: Bind,
  most: number,
): string {
  const kinds = kind === undefined ? OFFICER_KINDS : [kind];
  const wanted = states.length === 0 ? OFFICER_STATES : states;
  return `
    select listed.* from (
      select branch.officer_id
      from unnest(${bind(kinds)}::text[]) as of_kind, unnest(${bind(wanted)}::text[]) as of_state, lateral (
        select officer_id from officer
        where (kind, state, officer_id) > (of_kind, of_state, ${after}::uuid)
          and (kind, state, officer_id) <= (of_kind, of_state, ${last}::uuid)
        order by kind, state, officer_id limit ${most}
      ) as branch
      order by branch.officer_id limit ${most}
    ) as found, lateral (
      select ${COLUMNS} from officer where officer.officer_id = found.officer_id limit 1
    ) as listed
    order by listed.officer_id`;
}
