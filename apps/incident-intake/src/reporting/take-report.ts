import {
  checkCasualties,
  checkIncidentRow,
  kyivDay,
  NO_CASUALTIES,
  type Parsed,
  type Place,
  type Violation,
} from '@safe-community/domain-kit';
import { findSettlement } from '@safe-community/territory';
import type { Catalogue, CategoryPolicy } from '../catalogue/module.ts';
import { alertedBy } from '../catalogue/alarm.ts';
import { checkAttributes } from '../catalogue/attributes.ts';
import type { Incident, KnownHromada, Point } from '../incident/module.ts';
import { eraseTime } from '../incident/steps.ts';
import { isNear, isOf, isOfOneOblast } from '../incident/place.ts';
import { receive, type Receipt } from './receive.ts';
import type { Beats, Territory } from '../routing/module.ts';
import { changesOf, type ImportedChange, type ImportedCourse } from './imported-course.ts';
import type { NamedSchool, SchoolFinder } from '../school-links/module.ts';
import { linkOfReport } from '../school-links/named-school.ts';
import type { StoredTargets } from '../targets/module.ts';
import { targetsFor } from '../targets/response-target.ts';
import { timeOfReport, type ImportedRow } from './imported-row.ts';
import type { NamedPlaces, PlaceFacts } from './report-place.ts';
import { checkContent, type Report } from './report.ts';

/** What the service keeps in memory: places, responsible officers, and the catalogue. Schools are looked up. */
export interface ReportingMemory {
  readonly territory: Territory;
  readonly beats: Pick<Beats, 'responsible'>;
  readonly catalogue: Catalogue;
  readonly targets: Pick<StoredTargets, 'on'>;
  readonly schools: SchoolFinder;
}

/** A valid report, and what was found about it. */
export interface CheckedReport {
  readonly report: Report;
  readonly policy: CategoryPolicy;
  readonly hromada: KnownHromada;
  /** The place as the report names it, before mergers. */
  readonly named: Place;
  /** Whether the hromada follows from the point alone. */
  readonly isFromPoint: boolean;
}

/** A valid row. */
export interface CheckedRow extends CheckedReport {
  readonly receivedAt: Date;
}

export function examineReport(
  { territory, catalogue }: ReportingMemory,
  report: Report,
  receivedAt: Date,
): Parsed<CheckedReport> {
  const places = placesOf(report, territory);
  const policy = catalogue.policyAt(report.category, receivedAt);
  const violations = checkReport(report, policy, places, receivedAt);
  const found = hromadaOfReport(report, places, territory);
  if (violations.length > 0 || found === undefined) return { violations };
  return { value: { report, policy, ...found } };
}

export function examineRow({ territory, catalogue }: ReportingMemory, row: ImportedRow, now: Date): Parsed<CheckedRow> {
  const { report, receivedAt } = row;
  const places = placesOf(report, territory);
  const policy = catalogue.policyAt(report.category, timeOfReport(row, now));
  const violations = checkImportedRow(row, policy, places, now);
  const found = hromadaOfReport(report, places, territory);
  if (violations.length > 0 || found === undefined || receivedAt === undefined) return { violations };
  return { value: { report, policy, ...found, receivedAt } };
}

/** The hromada that a report counts for today, and the place that it names. */
function hromadaOfReport(
  { starostaDistrictCode, settlementCode }: Report,
  { hromada, namedHromadaCode, isFromPoint }: PlaceFacts,
  territory: Territory,
): Pick<CheckedReport, 'hromada' | 'named' | 'isFromPoint'> | undefined {
  const named = { hromadaCode: namedHromadaCode, starostaDistrictCode, settlementCode };
  const current = hromada && territory.currentHromada(named);
  const found = current === hromada?.code ? hromada : territory.find(current ?? '');
  return found && { hromada: found, named, isFromPoint };
}

/** The violations of a report. */
export function checkReport(report: Report, policy: CategoryPolicy, places: PlaceFacts, receivedAt: Date): Violation[] {
  return [
    ...checkContent(report, places, receivedAt),
    ...checkCasualties(report.casualties ?? NO_CASUALTIES, 'report.casualties'),
    ...checkAttributes(policy, report, 'report.attributes'),
  ];
}

/** The violations of a row. */
export function checkImportedRow(row: ImportedRow, policy: CategoryPolicy, places: PlaceFacts, now: Date): Violation[] {
  return [...checkIncidentRow(row, now), ...checkReport(row.report, policy, places, timeOfReport(row, now))];
}

/** Looks up the places of a report. Searches the whole map only if the named hromada does not suffice. */
export function placesOf(named: NamedPlaces, territory: Territory): PlaceFacts {
  const { starostaDistrictCode, settlementCode, location } = named;
  const districtHromadaCode =
    starostaDistrictCode === '' ? undefined : territory.hromadaOfDistrict(starostaDistrictCode);
  const settlementHromadaCode = settlementCode === '' ? undefined : territory.hromadaOfSettlement(settlementCode);
  const code = named.hromadaCode || districtHromadaCode || settlementHromadaCode || '';
  const isFromPoint = code === '';
  const namedHromadaCode = isFromPoint ? ((location && territory.hromadaCodeAt(location)) ?? '') : code;
  const hromada = namedHromadaCode === '' ? undefined : territory.find(territory.successor(namedHromadaCode));
  return {
    hromada,
    namedHromadaCode,
    isFromPoint: isFromPoint && hromada !== undefined,
    districtHromadaCode: districtHromadaCode && territory.successor(districtHromadaCode),
    settlementHromadaCode: settlementHromadaCode && territory.successor(settlementHromadaCode),
    isSettlementOfDistrict:
      settlementCode === '' ||
      starostaDistrictCode === '' ||
      territory.mayLieInDistrict(settlementCode, starostaDistrictCode),
    isSettlementOfOblast: hromada !== undefined && isOfOneOblast(settlementCode, hromada.code),
    isInUkraine: location !== undefined && (isNear(location, hromada) || territory.isInUkraine(location)),
    isPointOfHromada: location !== undefined && hromada !== undefined && isPointOf(location, hromada, territory),
  };
}

/**
 * Whether the point lies in the hromada or in one that was merged into it, as exactly as the borders are known. Where they
 * do not decide, the distance from the centre does. Of a hromada without borders, as in AR Crimea, those of its oblast count.
 */
function isPointOf(point: Point, hromada: KnownHromada, territory: Territory): boolean {
  const around = territory.unitsAround(point);
  if (hromada.centre === undefined) {
    return around === undefined || around.some((code) => isOfOneOblast(code, hromada.code));
  }
  return around === undefined
    ? isOf(point, hromada)
    : around.some((code) => territory.successor(code) === hromada.code);
}

/** Creates an incident from a report: it counts for its hromada, and the officer who is responsible there gets it. */
export function takeReport(
  { beats, catalogue, targets }: ReportingMemory,
  { report, policy, hromada, named, isFromPoint }: CheckedReport,
  receipt: Pick<Receipt, 'incidentId' | 'receivedAt' | 'onSceneAt' | 'source' | 'isTest'>,
  school: NamedSchool | undefined,
): Incident {
  const alerted = alertedBy(policy, report);
  const { externalClassification: { policeClass, medicalClass } = {}, attributes } = report;
  return receive(report, {
    ...receipt,
    targets: targetsFor(targets.on(kyivDay(receipt.receivedAt), hromada.code), {
      hromadaCode: hromada.code,
      area: areaOf(report.settlementCode || hromada.code),
      alerted,
      classes: { police: policeClass, ambulance: medicalClass, municipality: attributes['infrastructure_kind'] },
    }),
    hromadaCode: hromada.code,
    hromadaDerived: isFromPoint,
    oblastCode: hromada.oblastCode,
    responsibleOfficerId: beats.responsible(named),
    alerted,
    policy,
    school: linkOfReport(school, hromada.oblastCode),
    catalogueRevision: catalogue.revision,
    isTest: report.isTest || receipt.isTest,
  });
}

/** An imported incident in the state that its source left it in, and the changes that led to it. */
export function followCourse(
  { catalogue }: ReportingMemory,
  received: Incident,
  course: ImportedCourse | undefined,
  newId: (at?: Date) => string,
): { readonly incident: Incident; readonly changes: readonly ImportedChange[] } {
  if (course === undefined) return { incident: received, changes: [] };
  const ids = course.responders.map(({ dispatchedAt }) => newId(dispatchedAt));
  const changes = changesOf(received, course, ids);
  const last = changes.at(-1)?.incident ?? received;
  // The retention of a closed incident counts from its closing.
  const { closedAt } = course;
  const eraseAt =
    closedAt === undefined ? received.eraseAt : eraseTime(catalogue.policyAt(received.category, closedAt), closedAt);
  return { incident: { ...received, ...last, eraseAt }, changes };
}

/** Cities, those with special status, and their districts are urban. Undefined if only the hromada is known. */
function areaOf(unitCode: string): 'urban' | 'rural' | undefined {
  const category = findSettlement(unitCode)?.category;
  if (category === undefined) return undefined;
  return category === 'M' || category === 'K' || category === 'B' ? 'urban' : 'rural';
}
