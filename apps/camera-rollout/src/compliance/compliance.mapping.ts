import {
  ComplianceExclusion as Exclusions,
  ComplianceGroup as Groups,
  type ComplaintOutcomes,
  type ComplianceFigures as FiguresMessage,
  type ComplianceRow as RowMessage,
  type MissingFootage,
} from '@safe-community/contracts/cameras/v1/compliance.ts';
import { enumNames } from '@safe-community/domain-kit';
import { CATEGORIES } from '../incidents/module.ts';
import {
  countedOf,
  EXCLUSIONS,
  GROUPS,
  type ComplaintCounts,
  type ComplianceFigures,
  type ComplianceRow,
  type Exclusion,
} from './compliance.ts';
import type { MissingIncident } from './missing.store.ts';

export const { nameOf: toGroup } = enumNames(Groups, GROUPS);
const { numberOf: exclusionNumber } = enumNames(Exclusions, EXCLUSIONS);
const NUMBERS = new Map([...CATEGORIES].map(([number, name]) => [name, number]));

export function toFiguresMessage(figures: ComplianceFigures): FiguresMessage {
  const { withdrawn, noOfficer, notPatrol, noCamera, noPolicy } = figures;
  const excluded: readonly (readonly [Exclusion, number])[] = [
    ['withdrawn', withdrawn],
    ['no_officer', noOfficer],
    ['not_patrol', notPatrol],
    ['no_camera', noCamera],
    ['no_policy', noPolicy],
  ];
  return {
    attended: BigInt(figures.attended),
    excluded: excluded
      .filter(([, incidents]) => incidents > 0)
      .map(([exclusion, incidents]) => ({ exclusion: exclusionNumber(exclusion), incidents: BigInt(incidents) })),
    counted: BigInt(countedOf(figures)),
    activated: BigInt(figures.activated),
    recordings: BigInt(figures.recordings),
    categorised: BigInt(figures.categorised),
    linked: BigInt(figures.linked),
    complaintsWithFootage: toOutcomes(figures.withFootage),
    complaintsWithoutFootage: toOutcomes(figures.withoutFootage),
  };
}

function toOutcomes(counts: ComplaintCounts): ComplaintOutcomes {
  return {
    decided: BigInt(counts.decided),
    granted: BigInt(counts.granted),
    partlyGranted: BigInt(counts.partlyGranted),
    refused: BigInt(counts.refused),
    noFootage: BigInt(counts.noFootage),
    forwarded: BigInt(counts.forwarded),
  };
}

export function toRowMessage({ unitCode, oblastCode, officerId, day, ...figures }: ComplianceRow): RowMessage {
  return { patrolUnitCode: unitCode, oblastCode, officerId, day, figures: toFiguresMessage(figures) };
}

export function toMissingMessage(incident: MissingIncident): MissingFootage {
  const { incidentId, category, exclusion, officerId, oblastCode, hromadaCode, cameraId } = incident;
  return {
    incidentId,
    category: NUMBERS.get(category) ?? 0,
    arrivedTime: incident.arrivedAt,
    officerId,
    patrolUnitCode: incident.unitCode,
    oblastCode,
    hromadaCode,
    cameraId,
    heldSinceTime: incident.heldSince,
    policyEffectiveOn: incident.policyOn,
    graceSeconds: incident.graceSeconds,
    exclusion: exclusion === undefined ? 0 : exclusionNumber(exclusion),
    nearestRecordingId: incident.nearestId,
    nearestRecordingTime: incident.nearestAt,
  };
}
