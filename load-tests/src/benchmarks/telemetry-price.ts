import { IncidentIntakeServiceService as Service } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { freePort } from '@safe-community/local-stack';
import { openBareClient } from '../floors/bare-client.ts';
import { clockOf } from '../frame/clock.ts';
import { compare, type Contestant, type Standing } from '../frame/compare.ts';
import { workInFlight } from '../frame/in-flight.ts';
import { startIntakeReplica } from '../intake-replica.ts';
import { reportBytes } from '../report-calls.ts';
import { metered, openStorageMeter, type Storage } from '../storage-meter.ts';
import type { System } from '../system.ts';
import { startTelemetrySink, type Received } from '../telemetry-sink.ts';

const ROUNDS = 5;
const SECONDS = 2;
const IN_FLIGHT = [1, 64, 256];
/** Four intakes poll for due steps. */
const QUIET_SHARE = 0.4;
/** Scrape interval of the production Prometheus. */
const SCRAPE_EVERY_MS = 15_000;

export interface Prices {
  readonly standings: Standing[];
  readonly received: Received;
  /** Of the replica with all telemetry. */
  readonly storage: Storage;
}

/**
 * ReportIncident at three replicas of one system, alternating: with all telemetry as in production (metrics on a
 * scraped port and by OTLP, logs, traces of one call in twenty), with metrics on the port only, and with none.
 */
export async function telemetryPrice(system: System): Promise<Prices> {
  const meter = await openStorageMeter(system);
  const sink = await startTelemetrySink();
  const [portOfAll, portOfMetrics] = [await freePort(), await freePort()];
  const replicas = [
    await startContestant(system, 'all telemetry', {
      METRICS_PORT: String(portOfAll),
      OTEL_EXPORTER_OTLP_ENDPOINT: sink.endpoint,
      LOG_LEVEL: 'info',
    }),
    await startContestant(system, 'metrics only', { METRICS_PORT: String(portOfMetrics) }),
    await startContestant(system, 'no telemetry', {}),
  ];
  const scraping = setInterval(() => {
    for (const port of [portOfAll, portOfMetrics]) void scrape(port);
  }, SCRAPE_EVERY_MS);
  try {
    const standings: Standing[] = [];
    const contestants = replicas.map(({ contestant }, index) =>
      index === 0 ? metered(contestant, meter) : contestant,
    );
    for (const inFlight of IN_FLIGHT) {
      standings.push(
        ...(await compare(contestants, { inFlight, seconds: SECONDS, rounds: ROUNDS, quietShare: QUIET_SHARE })),
      );
    }
    return { standings, received: sink.received(), storage: meter.perReport() };
  } finally {
    clearInterval(scraping);
    await Promise.all(replicas.map((replica) => replica.stop()));
    await Promise.all([sink.stop(), meter.close()]);
  }
}

async function scrape(port: number): Promise<void> {
  await (
    await fetch(`http://127.0.0.1:${port}/metrics`, { headers: { accept: 'application/openmetrics-text' } })
  ).text();
}

interface Started {
  readonly contestant: Contestant;
  stop(): Promise<void>;
}

async function startContestant(system: System, name: string, settings: Record<string, string>): Promise<Started> {
  const { credentials, processes } = system;
  const replica = await startIntakeReplica(system, name.replaceAll(' ', '-'), settings);
  const client = openBareClient(replica.address, credentials, Service.reportIncident.path);
  const { services, postmaster, broker } = processes;
  return {
    contestant: {
      name,
      work: (load) => workInFlight(load, () => client.call(reportBytes())),
      clock: clockOf({
        program: replica.pid,
        postgres: { postmaster, database: 'incident_intake' },
        others: [broker, ...Object.values(services)],
      }),
    },
    async stop() {
      client.close();
      await replica.stop();
    },
  };
}
