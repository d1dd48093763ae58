import {
  checkDay,
  checkEach,
  checkName,
  checkPhone,
  invalid,
  kyivDay,
  preconditionFailed,
  unless,
  within,
  type Day,
  type Decision,
  type Violation,
  refuseStale,
  type Refusal,
} from '@safe-community/domain-kit';
import type { OfficerState } from '../officers/module.ts';

export const PREMISES_FUNDINGS = ['hromada', 'police', 'other'] as const;
export type PremisesFunding = (typeof PREMISES_FUNDINGS)[number];

export const CONDITIONS = ['good', 'worn', 'unusable'] as const;
export type Condition = (typeof CONDITIONS)[number];

/** Безбар'єрний, частково безбар'єрний, бар'єрний: resolution № 537 of 26.05.2021. */
export const ACCESSIBILITY_GRADES = ['barrier_free', 'partly', 'barriers'] as const;
export type AccessibilityGrade = (typeof ACCESSIBILITY_GRADES)[number];

export interface Accessibility {
  readonly grade: AccessibilityGrade;
  readonly assessedOn: Day;
  readonly source: string;
}

export interface Equipment {
  readonly item: string;
  readonly quantity: number;
  readonly condition: Condition;
}

export interface Vehicle {
  readonly model: string;
  /** Empty if unknown. */
  readonly plate: string;
  readonly condition: Condition;
}

export interface StationDetails {
  /** Empty if it was not given. */
  readonly settlementCode: string;
  readonly address: string;
  readonly funding: PremisesFunding;
  readonly fundedSince: Day;
  readonly condition: Condition;
  /** Absent while nobody has assessed the premises. */
  readonly accessibility?: Accessibility;
  readonly equipment: readonly Equipment[];
  readonly vehicles: readonly Vehicle[];
  /** UUIDs in lower case. */
  readonly officerIds: readonly string[];
  /** For residents, in E.164; empty if there is none. */
  readonly phone: string;
}

export interface Station {
  /** UUID version 7. */
  readonly stationId: string;
  readonly hromadaCode: string;
  readonly oblastCode: string;
  readonly details: StationDetails;
  /** 1, and one more at each change. */
  readonly version: number;
  readonly openedAt: Date;
  readonly closedAt?: Date;
  readonly changedAt: Date;
}

const MAX_PIECES = 10_000;
const SOURCE = { least: 2, most: 300 };
const ITEM = { least: 2, most: 100 };
const PLATE = /^(?:[\p{Lu}\d]{4,12})?$/u;

/** The violations of the details, for a station anywhere at any time. */
export function checkDetails(details: StationDetails): Violation[] {
  const { address, fundedSince, accessibility, equipment, vehicles, officerIds, phone } = details;
  return [
    ...checkName(address, 'address'),
    ...checkDay(fundedSince, 'funded_since'),
    ...within('accessibility', accessibility === undefined ? [] : checkAccessibility(accessibility)),
    ...checkEach('equipment', equipment, ({ item, quantity }) => [
      ...checkName(item, 'item', ITEM),
      ...unless(quantity >= 1 && quantity <= MAX_PIECES, 'quantity', `must be 1 to ${MAX_PIECES}`),
    ]),
    ...unless(areDistinct(equipment.map(({ item }) => item)), 'equipment', 'must hold each item once'),
    ...checkEach('vehicles', vehicles, ({ model, plate }) => [
      ...checkName(model, 'model', ITEM),
      ...unless(PLATE.test(plate), 'plate', 'must be 4 to 12 capital letters and digits'),
    ]),
    ...unless(areDistinct(vehicles.flatMap(({ plate }) => plate || [])), 'vehicles', 'must hold each plate once'),
    ...unless(areDistinct(officerIds), 'officer_ids', 'must hold each officer once'),
    ...checkPhone(phone, 'phone'),
  ];
}

function checkAccessibility({ assessedOn, source }: Accessibility): Violation[] {
  return [...checkDay(assessedOn, 'assessed_on'), ...checkName(source, 'source', SOURCE)];
}

/** An officer who is to work at a station; an unknown one is missing from the list. */
interface StaffMember {
  readonly officerId: string;
  readonly state: OfficerState;
}

export interface Opening {
  readonly stationId: string;
  readonly hromadaCode: string;
  readonly oblastCode: string;
  readonly details: StationDetails;
}

/** What decides whether a station may have its details. */
export interface DetailFacts {
  readonly staff: readonly StaffMember[];
  /** The hromada of the station today, after all mergers. */
  readonly hromada: string;
  /** The hromada of the settlement today; undefined if there is no such settlement. */
  readonly settlementHromada: string | undefined;
}

export function open(opening: Opening, facts: DetailFacts, now: Date): Decision<Station> {
  const { details, hromadaCode } = opening;
  const isCurrent = facts.hromada === hromadaCode;
  const merged = unless(isCurrent, 'hromada_code', `must not be merged: it is part of ${facts.hromada}`);
  if (merged.length > 0) return invalid(merged);
  return refusalOf(details, facts, now) ?? { ...opening, version: 1, openedAt: now, changedAt: now };
}

/** Replaces the details of a station. */
export function update(
  station: Station,
  etag: string,
  details: StationDetails,
  facts: DetailFacts,
  now: Date,
): Decision<Station> {
  return checkVersion(station, etag) ?? refusalOf(details, facts, now) ?? { ...next(station, now), details };
}

/** Closes a station for good. */
export function close(station: Station, etag: string, now: Date): Decision<Station & { readonly closedAt: Date }> {
  return checkVersion(station, etag) ?? { ...next(station, now), closedAt: now };
}

function next(station: Station, now: Date): Station {
  return { ...station, version: station.version + 1, changedAt: now };
}

function checkVersion(station: Station, etag: string): Refusal | undefined {
  if (station.closedAt !== undefined) return preconditionFailed('STATION_CLOSED', 'the station is closed');
  return refuseStale(station, etag, 'the station');
}

function refusalOf(
  { settlementCode, fundedSince, accessibility, officerIds }: StationDetails,
  { staff, hromada, settlementHromada }: DetailFacts,
  now: Date,
): Refusal | undefined {
  const belongs = settlementCode === '' || settlementHromada === hromada;
  const today = kyivDay(now);
  const assessedOn = accessibility?.assessedOn ?? today;
  const broken = [
    ...unless(belongs, 'details.settlement_code', 'must be empty or the KATOTTG code of a settlement of the hromada'),
    ...unless(fundedSince <= today, 'details.funded_since', 'must not be in the future'),
    ...unless(assessedOn <= today, 'details.accessibility.assessed_on', 'must not be in the future'),
  ];
  if (broken.length > 0) return invalid(broken);
  const states = new Map(staff.map(({ officerId, state }) => [officerId, state]));
  if (officerIds.some((officerId) => !states.has(officerId))) {
    return preconditionFailed('OFFICER_UNKNOWN', 'the registry has no such officer');
  }
  const isDismissed = officerIds.some((officerId) => states.get(officerId) === 'dismissed');
  return isDismissed ? preconditionFailed('OFFICER_DISMISSED', 'an officer is dismissed') : undefined;
}

function areDistinct(texts: readonly string[]): boolean {
  return new Set(texts).size === texts.length;
}
