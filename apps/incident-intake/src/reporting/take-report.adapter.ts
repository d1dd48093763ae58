import type { Parsed, Violation } from '@safe-community/domain-kit';
import { isSynthetic } from '@safe-community/telemetry';
import { alertedBy, checkAttributes, type Catalogue, type CategoryPolicy } from '../catalogue/module.ts';
import { checkCasualties, isNear, isOf, isOfOneOblast, type Incident, type KnownHromada } from '../incident/module.ts';
import { receive, type Receipt } from './receive.adapter.ts';
import type { Beats, Territory } from '../routing/module.ts';
import { checkRow, timeOfReport, type ImportedRow } from './imported-row.ts';
import type { NamedPlaces, PlaceFacts } from './report-place.ts';
import { checkContent, type Report } from './report.ts';

/** What the service keeps in memory: places, responsible officers, and the catalogue. */
export interface ReportingMemory {
  readonly territory: Territory;
  readonly beats: Pick<Beats, 'responsible'>;
  readonly catalogue: Catalogue;
}

/** A valid report, and what was found about it. */
export interface CheckedReport {
  readonly report: Report;
  readonly policy: CategoryPolicy;
  readonly hromada: KnownHromada;
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
  const policy = catalogue.policy(report.category);
  const violations = checkReport(report, policy, places, receivedAt);
  const { hromada, isFromPoint } = places;
  if (violations.length > 0 || hromada === undefined) return { violations };
  return { value: { report, policy, hromada, isFromPoint } };
}

export function examineRow({ territory, catalogue }: ReportingMemory, row: ImportedRow, now: Date): Parsed<CheckedRow> {
  const { report, receivedAt } = row;
  const places = placesOf(report, territory);
  const policy = catalogue.policy(report.category);
  const violations = checkImportedRow(row, policy, places, now);
  const { hromada, isFromPoint } = places;
  if (violations.length > 0 || hromada === undefined || receivedAt === undefined) return { violations };
  return { value: { report, policy, hromada, isFromPoint, receivedAt } };
}

/** The violations of a report. */
export function checkReport(report: Report, policy: CategoryPolicy, places: PlaceFacts, receivedAt: Date): Violation[] {
  return [
    ...checkContent(report, places, receivedAt),
    ...checkCasualties(report.casualties, 'report.casualties'),
    ...checkAttributes(policy, report, 'report.attributes'),
  ];
}

/** The violations of a row. */
export function checkImportedRow(row: ImportedRow, policy: CategoryPolicy, places: PlaceFacts, now: Date): Violation[] {
  return [...checkRow(row, now), ...checkReport(row.report, policy, places, timeOfReport(row, now))];
}

/** Looks up the places of a report. Searches the whole map only if the named hromada does not suffice. */
export function placesOf(named: NamedPlaces, territory: Territory): PlaceFacts {
  const { starostaDistrictCode, settlementCode, location } = named;
  const districtHromadaCode =
    starostaDistrictCode === '' ? undefined : territory.hromadaOfDistrict(starostaDistrictCode);
  const settlementHromadaCode = settlementCode === '' ? undefined : territory.hromadaOfSettlement(settlementCode);
  const code = named.hromadaCode || districtHromadaCode || settlementHromadaCode || '';
  const isFromPoint = code === '';
  const hromada = isFromPoint ? hromadaAt(named, territory) : territory.find(code);
  return {
    hromada,
    isFromPoint: isFromPoint && hromada !== undefined,
    districtHromadaCode,
    settlementHromadaCode,
    isSettlementOfOblast: hromada !== undefined && isOfOneOblast(settlementCode, hromada.code),
    isInUkraine: location !== undefined && (isNear(location, hromada) || territory.isInUkraine(location)),
    isPointOfHromada: location !== undefined && hromada !== undefined && isOf(location, hromada),
  };
}

function hromadaAt({ location }: NamedPlaces, territory: Territory): KnownHromada | undefined {
  const code = location && territory.hromadaCodeAt(location);
  return code === undefined ? undefined : territory.find(code);
}

/** Creates an incident from a report: it counts for its hromada, and the officer who is responsible there gets it. */
export function takeReport(
  { beats, catalogue }: ReportingMemory,
  { report, policy, hromada, isFromPoint }: CheckedReport,
  receipt: Pick<Receipt, 'incidentId' | 'receivedAt' | 'onSceneAt' | 'source'>,
): Incident {
  return receive(report, {
    ...receipt,
    hromadaCode: hromada.code,
    hromadaDerived: isFromPoint,
    oblastCode: hromada.oblastCode,
    responsibleOfficerId: beats.responsible({
      hromadaCode: hromada.code,
      starostaDistrictCode: report.starostaDistrictCode,
      settlementCode: report.settlementCode,
    }),
    alerted: alertedBy(policy, report),
    policy,
    catalogueRevision: catalogue.revision,
    synthetic: isSynthetic(),
  });
}
