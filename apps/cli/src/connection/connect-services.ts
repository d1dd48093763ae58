import { ComplianceServiceService } from '@safe-community/contracts/cameras/v1/compliance_service.ts';
import {
  RecordingImportServiceService,
  type ImportRecordingsResponse,
  type RecordingImportRow,
} from '@safe-community/contracts/cameras/v1/recording_import_service.ts';
import type {
  CameraImportRow,
  CustodyImportRow,
  ImportCamerasResponse,
  ImportCustodyResponse,
} from '@safe-community/contracts/cameras/v1/camera_import.ts';
import { CameraRolloutServiceService } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { CustodyServiceService } from '@safe-community/contracts/cameras/v1/custody_service.ts';
import { FaultServiceService } from '@safe-community/contracts/cameras/v1/fault_service.ts';
import { RetentionServiceService } from '@safe-community/contracts/cameras/v1/retention_service.ts';
import { RecordingServiceService } from '@safe-community/contracts/cameras/v1/recording_service.ts';
import { RolloutServiceService } from '@safe-community/contracts/cameras/v1/rollout_service.ts';
import { ApiKeyServiceService } from '@safe-community/contracts/incidents/v1/api_key_service.ts';
import { AirRescueServiceService } from '@safe-community/contracts/incidents/v1/air_rescue_service.ts';
import { CatalogueServiceService } from '@safe-community/contracts/incidents/v1/catalogue_service.ts';
import { IncidentCourseServiceService } from '@safe-community/contracts/incidents/v1/course_service.ts';
import { DomesticViolenceServiceService } from '@safe-community/contracts/incidents/v1/domestic_violence_service.ts';
import { DuplicateServiceService } from '@safe-community/contracts/incidents/v1/duplicate_service.ts';
import {
  IncidentIntakeServiceClient,
  IncidentIntakeServiceService,
  type ImportHeader,
  type ImportIncidentsResponse,
  type ImportRow,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { LawServiceService } from '@safe-community/contracts/incidents/v1/law_service.ts';
import { ProtectionOrderServiceService } from '@safe-community/contracts/incidents/v1/protection_order_service.ts';
import { ReporterSearchServiceService } from '@safe-community/contracts/incidents/v1/reporter_search_service.ts';
import { ReporterServiceService } from '@safe-community/contracts/incidents/v1/reporter_service.ts';
import { ResponseTargetServiceService } from '@safe-community/contracts/incidents/v1/response_target_service.ts';
import { SanctionServiceService } from '@safe-community/contracts/incidents/v1/sanction_service.ts';
import type { SchoolImportRow } from '@safe-community/contracts/incidents/v1/school.ts';
import {
  SchoolServiceService,
  type ImportSchoolsResponse,
} from '@safe-community/contracts/incidents/v1/school_service.ts';
import { WorksServiceService } from '@safe-community/contracts/incidents/v1/works_service.ts';
import { KeyServiceService } from '@safe-community/contracts/keys/v1/key_service.ts';
import { LedgerServiceService } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { OfficerRegistryServiceService } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { OfficerRetentionServiceService } from '@safe-community/contracts/officers/v1/officer_retention_service.ts';
import type { OfficerImportRow } from '@safe-community/contracts/officers/v1/officer_list.ts';
import {
  OfficerServiceClient,
  OfficerServiceService,
  type ImportOfficersResponse,
  type WatchOfficersRequest,
  type WatchOfficersResponse,
} from '@safe-community/contracts/officers/v1/officer_service.ts';
import { AccountabilityServiceService } from '@safe-community/contracts/officers/v1/accountability_service.ts';
import { AssignmentServiceService } from '@safe-community/contracts/officers/v1/assignment_service.ts';
import { BeatServiceService } from '@safe-community/contracts/officers/v1/beat_service.ts';
import { RecruitmentServiceService } from '@safe-community/contracts/officers/v1/recruitment_service.ts';
import { StarostaDistrictServiceService } from '@safe-community/contracts/officers/v1/starosta_district_service.ts';
import { StationServiceService } from '@safe-community/contracts/officers/v1/station_service.ts';
import { TrustServiceService } from '@safe-community/contracts/officers/v1/trust_service.ts';
import { TerritoryServiceService } from '@safe-community/contracts/officers/v1/territory_service.ts';
import type {
  ExportFiguresRequest,
  ExportFiguresResponse,
} from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import type { ReadCountersResponse } from '@safe-community/contracts/statistics/v1/counters.ts';
import { SensitiveFiguresServiceService } from '@safe-community/contracts/statistics/v1/sensitive_figures_service.ts';
import { StatisticsServiceService } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { Client } from '@grpc/grpc-js';
import { callAs, clientCredentials, openClient } from '@safe-community/grpc-kit';
import type { EncryptingService } from '../keys/key-statuses.ts';
import { findServices, type ConnectionOptions } from './find-services.ts';
import { importRows, type ImportHeader as RowImportHeader } from './import-rows.ts';
import { importIncidents } from './import-stream.ts';
import { operatedService, type OperatedService } from './operated-services.ts';
import { readStream } from './read-stream.ts';
import { unaryCalls, type UnaryCalls } from './unary-calls.ts';
import { FootageRequestServiceService } from '@safe-community/contracts/cameras/v1/footage_request_service.ts';

/** Longer than the server lets a stream run. */
const WATCH_DEADLINE_MS = 90 * 60_000;

type Ledger = UnaryCalls<typeof LedgerServiceService>;

/** The methods of the four services. Every call rejects with a CallError. */
export interface Connection {
  readonly officers: UnaryCalls<typeof OfficerRegistryServiceService>;
  readonly officerRecords: UnaryCalls<typeof OfficerServiceService> & {
    importOfficers(header: RowImportHeader, rows: readonly OfficerImportRow[]): Promise<ImportOfficersResponse>;
    watchOfficers(request: WatchOfficersRequest): AsyncGenerator<WatchOfficersResponse>;
  };
  readonly officerRetention: UnaryCalls<typeof OfficerRetentionServiceService>;
  readonly beats: UnaryCalls<typeof BeatServiceService>;
  readonly assignments: UnaryCalls<typeof AssignmentServiceService>;
  readonly starostaDistricts: UnaryCalls<typeof StarostaDistrictServiceService>;
  readonly stations: UnaryCalls<typeof StationServiceService>;
  readonly recruitment: UnaryCalls<typeof RecruitmentServiceService>;
  readonly trust: UnaryCalls<typeof TrustServiceService>;
  readonly accountability: UnaryCalls<typeof AccountabilityServiceService>;
  readonly territory: UnaryCalls<typeof TerritoryServiceService>;
  readonly incidents: UnaryCalls<typeof IncidentIntakeServiceService> & {
    importIncidents(header: ImportHeader, rows: Iterable<ImportRow>): Promise<ImportIncidentsResponse>;
  };
  readonly course: UnaryCalls<typeof IncidentCourseServiceService>;
  readonly apiKeys: UnaryCalls<typeof ApiKeyServiceService>;
  readonly catalogue: UnaryCalls<typeof CatalogueServiceService>;
  readonly duplicates: UnaryCalls<typeof DuplicateServiceService>;
  readonly reporters: UnaryCalls<typeof ReporterServiceService>;
  readonly law: UnaryCalls<typeof LawServiceService>;
  readonly targets: UnaryCalls<typeof ResponseTargetServiceService>;
  readonly sanctions: UnaryCalls<typeof SanctionServiceService>;
  readonly works: UnaryCalls<typeof WorksServiceService>;
  readonly violence: UnaryCalls<typeof DomesticViolenceServiceService>;
  readonly orders: UnaryCalls<typeof ProtectionOrderServiceService>;
  readonly airRescue: UnaryCalls<typeof AirRescueServiceService>;
  readonly schools: UnaryCalls<typeof SchoolServiceService> & {
    importSchools(header: RowImportHeader, rows: readonly SchoolImportRow[]): Promise<ImportSchoolsResponse>;
  };
  readonly reporterSearch: UnaryCalls<typeof ReporterSearchServiceService>;
  readonly cameras: UnaryCalls<typeof CameraRolloutServiceService> & {
    importCameras(header: RowImportHeader, rows: readonly CameraImportRow[]): Promise<ImportCamerasResponse>;
    importCustody(header: RowImportHeader, rows: readonly CustodyImportRow[]): Promise<ImportCustodyResponse>;
  };
  readonly recordingImports: {
    importRecordings(header: RowImportHeader, rows: readonly RecordingImportRow[]): Promise<ImportRecordingsResponse>;
  };
  readonly footageRequests: UnaryCalls<typeof FootageRequestServiceService>;
  readonly compliance: UnaryCalls<typeof ComplianceServiceService>;
  readonly recordings: UnaryCalls<typeof RecordingServiceService>;
  readonly recordingRetention: UnaryCalls<typeof RetentionServiceService>;
  readonly custody: UnaryCalls<typeof CustodyServiceService>;
  readonly faults: UnaryCalls<typeof FaultServiceService>;
  readonly waves: UnaryCalls<typeof RolloutServiceService>;
  readonly statistics: UnaryCalls<typeof StatisticsServiceService>;
  readonly sensitiveFigures: UnaryCalls<typeof SensitiveFiguresServiceService>;
  exportFigures(request: ExportFiguresRequest): AsyncGenerator<ExportFiguresResponse>;
  readCounters(): AsyncGenerator<ReadCountersResponse>;
  /** By the producer's name in statistics. */
  readonly ledgers: Readonly<Record<'officers' | 'incidents' | 'cameras', Ledger>>;
  /** The operator methods of all services. */
  readonly operated: readonly OperatedService[];
  /** The services that encrypt personal data. */
  readonly encrypting: readonly EncryptingService[];
  close(): void;
}

/**
 * Connects lazily at the first call of each service. Throws a Problem when there are no
 * certificates, a ConfigError when an environment variable is invalid.
 */
export function connectServices(options: ConnectionOptions = {}, env = process.env): Connection {
  const { addresses, tls, calls } = findServices(options, env);
  const credentials = clientCredentials(tls);
  const identity = { interceptors: [callAs(calls)] };
  const open = (address: string): Client => openClient(Client, address, credentials, identity);
  const { caFile } = tls;
  const registry = { name: 'officer-registry', address: addresses.officerRegistry, caFile };
  const intake = { name: 'incident-intake', address: addresses.incidentIntake, caFile };
  const rollout = { name: 'camera-rollout', address: addresses.cameraRollout, caFile };
  const counting = { name: 'statistics', address: addresses.statistics, caFile };
  const officers = openClient(OfficerServiceClient, registry.address, credentials, identity);
  const incidents = openClient(IncidentIntakeServiceClient, intake.address, credentials, identity);
  const cameras = open(rollout.address);
  const statistics = open(counting.address);
  return {
    officers: unaryCalls(officers, OfficerRegistryServiceService, registry),
    officerRecords: {
      ...unaryCalls(officers, OfficerServiceService, registry),
      importOfficers: (header, rows) =>
        importRows(officers, registry, OfficerServiceService.importOfficers, header, rows),
      watchOfficers: (request) =>
        readStream(officers, registry, OfficerServiceService.watchOfficers, request, WATCH_DEADLINE_MS),
    },
    officerRetention: unaryCalls(officers, OfficerRetentionServiceService, registry),
    beats: unaryCalls(officers, BeatServiceService, registry),
    assignments: unaryCalls(officers, AssignmentServiceService, registry),
    starostaDistricts: unaryCalls(officers, StarostaDistrictServiceService, registry),
    stations: unaryCalls(officers, StationServiceService, registry),
    recruitment: unaryCalls(officers, RecruitmentServiceService, registry),
    trust: unaryCalls(officers, TrustServiceService, registry),
    accountability: unaryCalls(officers, AccountabilityServiceService, registry),
    territory: unaryCalls(officers, TerritoryServiceService, registry),
    incidents: {
      ...unaryCalls(incidents, IncidentIntakeServiceService, intake),
      importIncidents: (header, rows) => importIncidents(incidents, intake, header, rows),
    },
    course: unaryCalls(incidents, IncidentCourseServiceService, intake),
    apiKeys: unaryCalls(incidents, ApiKeyServiceService, intake),
    catalogue: unaryCalls(incidents, CatalogueServiceService, intake),
    duplicates: unaryCalls(incidents, DuplicateServiceService, intake),
    reporters: unaryCalls(incidents, ReporterServiceService, intake),
    law: unaryCalls(incidents, LawServiceService, intake),
    targets: unaryCalls(incidents, ResponseTargetServiceService, intake),
    sanctions: unaryCalls(incidents, SanctionServiceService, intake),
    works: unaryCalls(incidents, WorksServiceService, intake),
    violence: unaryCalls(incidents, DomesticViolenceServiceService, intake),
    orders: unaryCalls(incidents, ProtectionOrderServiceService, intake),
    airRescue: unaryCalls(incidents, AirRescueServiceService, intake),
    schools: {
      ...unaryCalls(incidents, SchoolServiceService, intake),
      importSchools: (header, rows) => importRows(incidents, intake, SchoolServiceService.importSchools, header, rows),
    },
    reporterSearch: unaryCalls(incidents, ReporterSearchServiceService, intake),
    cameras: {
      ...unaryCalls(cameras, CameraRolloutServiceService, rollout),
      importCameras: (header, rows) =>
        importRows(cameras, rollout, CameraRolloutServiceService.importCameras, header, rows),
      importCustody: (header, rows) =>
        importRows(cameras, rollout, CameraRolloutServiceService.importCustody, header, rows),
    },
    recordingImports: {
      importRecordings: (header, rows) =>
        importRows(cameras, rollout, RecordingImportServiceService.importRecordings, header, rows),
    },
    footageRequests: unaryCalls(cameras, FootageRequestServiceService, rollout),
    compliance: unaryCalls(cameras, ComplianceServiceService, rollout),
    recordings: unaryCalls(cameras, RecordingServiceService, rollout),
    recordingRetention: unaryCalls(cameras, RetentionServiceService, rollout),
    custody: unaryCalls(cameras, CustodyServiceService, rollout),
    faults: unaryCalls(cameras, FaultServiceService, rollout),
    waves: unaryCalls(cameras, RolloutServiceService, rollout),
    statistics: unaryCalls(statistics, StatisticsServiceService, counting),
    sensitiveFigures: unaryCalls(statistics, SensitiveFiguresServiceService, counting),
    exportFigures: (request) =>
      readStream(statistics, counting, StatisticsServiceService.exportFigures, request, WATCH_DEADLINE_MS),
    readCounters: () => readStream(statistics, counting, StatisticsServiceService.readCounters, {}, WATCH_DEADLINE_MS),
    ledgers: {
      officers: unaryCalls(officers, LedgerServiceService, registry),
      incidents: unaryCalls(incidents, LedgerServiceService, intake),
      cameras: unaryCalls(cameras, LedgerServiceService, rollout),
    },
    operated: [
      operatedService(officers, registry, 'officers'),
      operatedService(incidents, intake, 'incidents'),
      operatedService(cameras, rollout, 'cameras'),
      operatedService(statistics, counting, 'statistics'),
    ],
    encrypting: [
      { name: 'officer-registry', keys: unaryCalls(officers, KeyServiceService, registry) },
      { name: 'incident-intake', keys: unaryCalls(incidents, KeyServiceService, intake) },
      { name: 'camera-rollout', keys: unaryCalls(cameras, KeyServiceService, rollout) },
    ],
    close() {
      for (const client of [officers, incidents, cameras, statistics]) client.close();
    },
  };
}
