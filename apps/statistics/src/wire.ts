import { AUDIT_MIGRATIONS } from '@safe-community/audit';
import { keptWhileUnchanged, openDatabase, type Database } from '@safe-community/database';
import {
  CONSUMER_MIGRATIONS,
  createUnitOfWork,
  createWakeup,
  LEDGER_MIGRATIONS,
  REQUEST_MIGRATIONS,
} from '@safe-community/ledger';
import { startService, type ConsumedService, type RunningService } from '@safe-community/service-kit';
import type { Logger } from '@safe-community/telemetry';
import { getScorecard } from './app/get-scorecard.ts';
import type { Config } from './config.ts';
import { onCameraIssued } from './inbound/events/on-camera-issued.ts';
import { onCasualtiesCorrected } from './inbound/events/on-casualties-corrected.ts';
import { onIncidentReported } from './inbound/events/on-incident-reported.ts';
import { onIncidentRestored } from './inbound/events/on-incident-restored.ts';
import { onIncidentWithdrawn } from './inbound/events/on-incident-withdrawn.ts';
import { onOfficerAssigned } from './inbound/events/on-officer-assigned.ts';
import { onOfficerRegistered } from './inbound/events/on-officer-registered.ts';
import { onOfficerStateChanged } from './inbound/events/on-officer-state-changed.ts';
import { onResponderArrived } from './inbound/events/on-responder-arrived.ts';
import { onTerritoryUnitListed } from './inbound/events/on-territory-unit-listed.ts';
import { statisticsService } from './inbound/grpc/statistics-service.ts';
import { beatBook } from './outbound/postgres/beat-book.ts';
import { FormerFigureRow, OfficialFigureRow } from './outbound/postgres/entities.ts';
import { forgetCameras, forgetIncidents, forgetOfficers } from './outbound/postgres/forget.ts';
import { figureStore } from './outbound/postgres/figure-store.ts';
import { incidentCounters } from './outbound/postgres/incident-counters.ts';
import { MIGRATIONS } from './outbound/postgres/migrations.ts';
import { RIGHTS } from './outbound/postgres/rights.ts';
import { patrolBook } from './outbound/postgres/patrol-book.ts';
import { stateBook } from './outbound/postgres/state-book.ts';
import { tallyReader } from './outbound/postgres/tally-reader.ts';
import { territoryBook } from './outbound/postgres/territory-book.ts';

/** What a test may put in place of the real thing. */
export interface Overrides {
  readonly now?: () => Date;
}

export function openStatisticsDatabase(url: string, poolSize?: number): Database {
  const migrations = [
    ...MIGRATIONS,
    ...LEDGER_MIGRATIONS,
    ...REQUEST_MIGRATIONS,
    ...CONSUMER_MIGRATIONS,
    ...AUDIT_MIGRATIONS,
  ];
  const options = { url, entities: [OfficialFigureRow, FormerFigureRow], migrations, rights: RIGHTS };
  return openDatabase(poolSize === undefined ? options : { ...options, poolSize });
}

/** Puts the service together and starts it. */
export async function start(config: Config, logger: Logger, overrides: Overrides = {}): Promise<RunningService> {
  const database = openStatisticsDatabase(config.service.databaseUrl, config.service.databasePool);
  const wakeup = createWakeup();
  const [figures, tally] = [figureStore(database), tallyReader(database)];
  const ports = {
    counters: incidentCounters(database),
    territory: territoryBook(database),
    figures,
    // Officials look at it far more often than it changes.
    scorecard: keptWhileUnchanged(database, () => getScorecard({ figures, tally })),
    unitOfWork: createUnitOfWork(database, wakeup),
    now: overrides.now ?? (() => new Date()),
  };
  return startService(
    {
      name: 'statistics',
      domain: 'statistics',
      database,
      wakeup,
      services: [statisticsService(ports)],
      consumes: hearings(config, database),
      logger,
    },
    config.service,
  );
}

/** Everything that is heard, and from whom. */
export function hearings(config: Omit<Config, 'service'>, database: Database): ConsumedService[] {
  const counters = incidentCounters(database);
  return [
    {
      producer: 'officers',
      address: config.officerRegistry,
      handlers: [
        onOfficerRegistered(patrolBook),
        onOfficerAssigned(beatBook),
        onOfficerStateChanged(stateBook, patrolBook),
        onTerritoryUnitListed(territoryBook(database)),
      ],
      forget: forgetOfficers,
    },
    {
      producer: 'incidents',
      address: config.incidentIntake,
      handlers: [
        onIncidentReported(counters),
        onCasualtiesCorrected(counters),
        onIncidentWithdrawn(counters),
        onIncidentRestored(counters),
        onResponderArrived(counters),
      ],
      forget: forgetIncidents,
    },
    {
      producer: 'cameras',
      address: config.cameraRollout,
      handlers: [onCameraIssued(patrolBook)],
      forget: forgetCameras,
    },
  ];
}
