import { status, type ServiceError } from '@grpc/grpc-js';
import pg from 'pg';
import { IncidentIntakeServiceService as Service } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { countDelays, type Recorded } from '../count-delays.ts';
import { openBareClient } from '../floors/bare-client.ts';
import { percentile } from '../frame/in-flight.ts';
import { keepPace } from '../frame/keep-pace.ts';
import { reportBytes } from '../report-calls.ts';
import { openStorageMeter, type Storage } from '../storage-meter.ts';
import type { System } from '../system.ts';
import { watchCheckpoint } from '../watch-checkpoint.ts';

const SECONDS = 15;
const WARM_UP_SECONDS = 3;
const OVERLOADED = new Set([status.RESOURCE_EXHAUSTED, status.UNAVAILABLE]);

export interface CommitToCount {
  readonly perSecond: number;
  readonly events: number;
  /** Calls that the service could not take at this pace. */
  readonly refused: number;
  /** Milliseconds from the time in the event to the commit of its count in statistics. */
  readonly p50: number;
  readonly p99: number;
  readonly worst: number;
  /** How coarse that is. */
  readonly lookedEveryMs: number;
  readonly storage: Storage;
}

/**
 * Sends reports at a steady pace, and compares the times in their events with those at which the checkpoint of
 * statistics had passed them.
 */
export async function commitToCount(system: System, perSecond: number): Promise<CommitToCount> {
  const client = openBareClient(system.addresses.incidentIntake, system.credentials, Service.reportIncident.path);
  const ledger = new pg.Client({ connectionString: system.intakeOwnerUrl });
  await ledger.connect();
  const meter = await openStorageMeter(system);
  const watch = await watchCheckpoint(system.statisticsOwnerUrl);
  const send = async (seconds: number): Promise<{ accepted: number; refused: number }> => {
    const calls = perSecond * seconds;
    let refused = 0;
    const call = (): Promise<unknown> =>
      client.call(reportBytes()).catch((error: unknown) => {
        if (!OVERLOADED.has((error as ServiceError).code)) throw error;
        refused += 1;
      });
    await keepPace(perSecond, call, (made) => made < calls);
    return { accepted: calls - refused, refused };
  };
  try {
    await send(WARM_UP_SECONDS);
    await meter.begin();
    const before = await headOf(ledger);
    const { accepted, refused } = await send(SECONDS);
    const { seen, lookedEveryMs } = await watch.until(await headOf(ledger));
    await meter.end(accepted);
    const delays = countDelays(await recordedAfter(ledger, before), seen);
    return {
      perSecond,
      events: delays.length,
      refused,
      p50: percentile(delays, 0.5),
      p99: percentile(delays, 0.99),
      worst: percentile(delays, 1),
      lookedEveryMs,
      storage: meter.perReport(),
    };
  } finally {
    client.close();
    await watch.stop();
    await Promise.all([ledger.end(), meter.close()]);
  }
}

async function headOf(ledger: pg.Client): Promise<number> {
  const { rows } = await ledger.query<{ position: string }>('select position from ledger_head where partition = 0');
  return Number(rows[0]?.position ?? 0);
}

async function recordedAfter(ledger: pg.Client, position: number): Promise<Recorded[]> {
  const { rows } = await ledger.query<{ position: string; at: number }>(
    `select position, (extract(epoch from recorded_at) * 1000)::float as at from ledger_event
     where partition = 0 and position > $1 order by position`,
    [position],
  );
  return rows.map((row) => ({ position: Number(row.position), at: row.at }));
}
