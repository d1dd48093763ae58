import { Client } from '@grpc/grpc-js';
import type { ImportHeader, ImportRow } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import type { CameraImportRow, CustodyImportRow } from '@safe-community/contracts/cameras/v1/camera_import.ts';
import type { RecordingImportRow } from '@safe-community/contracts/cameras/v1/recording_import_service.ts';
import type { SchoolImportRow } from '@safe-community/contracts/incidents/v1/school.ts';
import type { OfficerImportRow } from '@safe-community/contracts/officers/v1/officer_list.ts';
import type { WatchOfficersRequest } from '@safe-community/contracts/officers/v1/officer_service.ts';
import type { ExportFiguresRequest } from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { callAs, clientCredentials, openClient } from '@safe-community/grpc-kit/client';
import type { Called } from './call-error.ts';
import { findServices, type ConnectionOptions } from './find-services.ts';
import { importRows, type ImportHeader as RowHeader } from './import-rows.ts';
import { importIncidents } from './import-stream.ts';
import { KindOfAnswers } from './kind-of-answers.ts';
import { operatedService } from './operated-services.ts';
import { readStream } from './read-stream.ts';
import { serviceOf, unaryCalls } from './unary-calls.ts';

/** Longer than the server lets a stream run. */
const WATCH_DEADLINE_MS = 90 * 60_000;

/** The methods of the four services. Every call rejects with a CallError. */
export type Connection = ReturnType<typeof connectServices>;

/**
 * Connects lazily at the first call of each service, and loads the contract of a service then. Throws a Problem when there
 * are no certificates, a ConfigError when an environment variable is invalid.
 */
export function connectServices(options: ConnectionOptions = {}, env = process.env) {
  const { addresses, tls, calls } = findServices(options, env);
  const credentials = clientCredentials(tls);
  const identity = { interceptors: [callAs(calls)] };
  const kinds = new KindOfAnswers();
  const open = (name: string, address: string): Called => ({
    kinds,
    client: openClient(Client, address, credentials, identity),
    service: { name, address, caFile: tls.caFile },
  });
  const registry = open('officer-registry', addresses.officerRegistry);
  const intake = open('incident-intake', addresses.incidentIntake);
  const rollout = open('camera-rollout', addresses.cameraRollout);
  const counting = open('statistics', addresses.statistics);
  const all = [registry, intake, rollout, counting];
  return {
    ...registryCalls(registry),
    ...intakeCalls(intake),
    ...rolloutCalls(rollout),
    ...statisticsCalls(counting),
    /** By the producer's name in statistics. */
    ledgers: { officers: ledgerOf(registry), incidents: ledgerOf(intake), cameras: ledgerOf(rollout) },
    /** The operator methods of all services. */
    operated: [
      operatedService(registry, 'officers'),
      operatedService(intake, 'incidents'),
      operatedService(rollout, 'cameras'),
      operatedService(counting, 'statistics'),
    ],
    /** The services that encrypt personal data. */
    encrypting: [registry, intake, rollout].map((called) => ({
      name: called.service.name,
      keys: unaryCalls(called, KEYS),
    })),
    kinds,
    close() {
      for (const { client } of all) client.close();
    },
  };
}

const KEYS = () => import('@safe-community/contracts/keys/v1/key_service.ts');
const LEDGER = () => import('@safe-community/contracts/ledger/v1/ledger_service.ts');

function ledgerOf(called: Called) {
  return unaryCalls(called, LEDGER);
}

function registryCalls(called: Called) {
  const service = () => import('@safe-community/contracts/officers/v1/officer_service.ts');
  return {
    officers: unaryCalls(called, () => import('@safe-community/contracts/officers/v1/officer_registry_service.ts')),
    officerRetention: unaryCalls(
      called,
      () => import('@safe-community/contracts/officers/v1/officer_retention_service.ts'),
    ),
    beats: unaryCalls(called, () => import('@safe-community/contracts/officers/v1/beat_service.ts')),
    assignments: unaryCalls(called, () => import('@safe-community/contracts/officers/v1/assignment_service.ts')),
    starostaDistricts: unaryCalls(
      called,
      () => import('@safe-community/contracts/officers/v1/starosta_district_service.ts'),
    ),
    stations: unaryCalls(called, () => import('@safe-community/contracts/officers/v1/station_service.ts')),
    recruitment: unaryCalls(called, () => import('@safe-community/contracts/officers/v1/recruitment_service.ts')),
    trust: unaryCalls(called, () => import('@safe-community/contracts/officers/v1/trust_service.ts')),
    accountability: unaryCalls(called, () => import('@safe-community/contracts/officers/v1/accountability_service.ts')),
    territory: unaryCalls(called, () => import('@safe-community/contracts/officers/v1/territory_service.ts')),
    officerRecords: unaryCalls(called, service, {
      importOfficers: async (header: RowHeader, rows: readonly OfficerImportRow[]) =>
        importRows(called, (await serviceOf(service)).importOfficers, header, rows),
      async *watchOfficers(request: WatchOfficersRequest) {
        yield* readStream(called, (await serviceOf(service)).watchOfficers, request, WATCH_DEADLINE_MS);
      },
    }),
  };
}

function intakeCalls(called: Called) {
  const schools = () => import('@safe-community/contracts/incidents/v1/school_service.ts');
  return {
    course: unaryCalls(called, () => import('@safe-community/contracts/incidents/v1/course_service.ts')),
    apiKeys: unaryCalls(called, () => import('@safe-community/contracts/incidents/v1/api_key_service.ts')),
    catalogue: unaryCalls(called, () => import('@safe-community/contracts/incidents/v1/catalogue_service.ts')),
    duplicates: unaryCalls(called, () => import('@safe-community/contracts/incidents/v1/duplicate_service.ts')),
    reporters: unaryCalls(called, () => import('@safe-community/contracts/incidents/v1/reporter_service.ts')),
    law: unaryCalls(called, () => import('@safe-community/contracts/incidents/v1/law_service.ts')),
    targets: unaryCalls(called, () => import('@safe-community/contracts/incidents/v1/response_target_service.ts')),
    sanctions: unaryCalls(called, () => import('@safe-community/contracts/incidents/v1/sanction_service.ts')),
    works: unaryCalls(called, () => import('@safe-community/contracts/incidents/v1/works_service.ts')),
    violence: unaryCalls(called, () => import('@safe-community/contracts/incidents/v1/domestic_violence_service.ts')),
    orders: unaryCalls(called, () => import('@safe-community/contracts/incidents/v1/protection_order_service.ts')),
    airRescue: unaryCalls(called, () => import('@safe-community/contracts/incidents/v1/air_rescue_service.ts')),
    reporterSearch: unaryCalls(
      called,
      () => import('@safe-community/contracts/incidents/v1/reporter_search_service.ts'),
    ),
    incidents: unaryCalls(called, () => import('@safe-community/contracts/incidents/v1/incident_intake_service.ts'), {
      importIncidents: (header: ImportHeader, rows: Iterable<ImportRow>) => importIncidents(called, header, rows),
    }),
    schools: unaryCalls(called, schools, {
      importSchools: async (header: RowHeader, rows: readonly SchoolImportRow[]) =>
        importRows(called, (await serviceOf(schools)).importSchools, header, rows),
    }),
  };
}

function rolloutCalls(called: Called) {
  const service = () => import('@safe-community/contracts/cameras/v1/camera_rollout_service.ts');
  const recordings = () => import('@safe-community/contracts/cameras/v1/recording_import_service.ts');
  return {
    footageRequests: unaryCalls(
      called,
      () => import('@safe-community/contracts/cameras/v1/footage_request_service.ts'),
    ),
    compliance: unaryCalls(called, () => import('@safe-community/contracts/cameras/v1/compliance_service.ts')),
    recordings: unaryCalls(called, () => import('@safe-community/contracts/cameras/v1/recording_service.ts')),
    recordingRetention: unaryCalls(called, () => import('@safe-community/contracts/cameras/v1/retention_service.ts')),
    custody: unaryCalls(called, () => import('@safe-community/contracts/cameras/v1/custody_service.ts')),
    faults: unaryCalls(called, () => import('@safe-community/contracts/cameras/v1/fault_service.ts')),
    waves: unaryCalls(called, () => import('@safe-community/contracts/cameras/v1/rollout_service.ts')),
    cameras: unaryCalls(called, service, {
      importCameras: async (header: RowHeader, rows: readonly CameraImportRow[]) =>
        importRows(called, (await serviceOf(service)).importCameras, header, rows),
      importCustody: async (header: RowHeader, rows: readonly CustodyImportRow[]) =>
        importRows(called, (await serviceOf(service)).importCustody, header, rows),
    }),
    recordingImports: {
      importRecordings: async (header: RowHeader, rows: readonly RecordingImportRow[]) =>
        importRows(called, (await serviceOf(recordings)).importRecordings, header, rows),
    },
  };
}

function statisticsCalls(called: Called) {
  const service = () => import('@safe-community/contracts/statistics/v1/statistics_service.ts');
  return {
    statistics: unaryCalls(called, service),
    sensitiveFigures: unaryCalls(
      called,
      () => import('@safe-community/contracts/statistics/v1/sensitive_figures_service.ts'),
    ),
    sources: unaryCalls(called, () => import('@safe-community/contracts/statistics/v1/source_service.ts')),
    async *exportFigures(request: ExportFiguresRequest) {
      yield* readStream(called, (await serviceOf(service)).exportFigures, request, WATCH_DEADLINE_MS);
    },
    async *readCounters() {
      yield* readStream(called, (await serviceOf(service)).readCounters, {}, WATCH_DEADLINE_MS);
    },
  };
}
