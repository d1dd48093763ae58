import { setTimeout as sleep } from 'node:timers/promises';
import { IncidentIntakeServiceClient } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { callUnary, openClient } from '@safe-community/grpc-kit';
import { inspect, memoryInUse } from '../profile/inspect.ts';
import { serviceMemory } from './idle-memory.ts';
import { sampleReport } from '../sample-report.ts';
import { openStorageMeter, type Storage } from '../storage-meter.ts';
import type { System } from '../system.ts';

const PER_SECOND = 50;
const MINUTE_MS = 60_000;
/** Warm-up: memory grows until caches are full and code is compiled, which says nothing about leaks. */
const WARM_UP_SHARE = 1 / 3;

export interface Soak {
  readonly reports: number;
  /** Resident memory of incident-intake at the end of each minute, MB. */
  readonly residentMb: readonly number[];
  /** Slope of the regression line after the warm-up, MB per hour. */
  readonly mbPerHour: number;
  /** Memory after garbage collection, after the warm-up and at the end, MB: this shows leaks. */
  readonly inUseMb: readonly [number, number];
  readonly storage: Storage;
}

/** Reports at a steady rate for this many minutes, and the memory of the service. */
export async function soak(system: System, minutes: number, say: (line: string) => void): Promise<Soak> {
  const client = openClient(IncidentIntakeServiceClient, system.addresses.incidentIntake, system.credentials);
  const inspector = await inspect(system.processes.services['incident-intake']);
  const meter = await openStorageMeter(system);
  const residentMb: number[] = [];
  const warm = Math.floor(minutes * WARM_UP_SHARE);
  let warmMb = 0;
  let failure: Error | undefined;
  let reports = 0;
  const noteMemory = (): void => {
    residentMb.push(intakeMemory(system));
    say(`minute ${residentMb.length}: ${residentMb.at(-1)} MB, ${reports} reports`);
  };
  const report = async (): Promise<void> => {
    await callUnary('ReportIncident', client.reportIncident.bind(client), sampleReport((reports += 1)), 20_000);
  };
  try {
    await meter.begin();
    const began = performance.now();
    for (let sent = 0; sent < minutes * 60 * PER_SECOND; sent += 1) {
      await sleepUntil(began + (sent * 1_000) / PER_SECOND);
      report().catch((error: unknown) => {
        failure = error instanceof Error ? error : new Error(String(error));
      });
      if (failure !== undefined) throw failure;
      if (performance.now() - began < (residentMb.length + 1) * MINUTE_MS) continue;
      noteMemory();
      if (residentMb.length === warm) warmMb = await memoryInUse(inspector);
    }
    if (residentMb.length < minutes) noteMemory();
    const inUseMb = [warmMb, await memoryInUse(inspector)] as const;
    await meter.end(reports);
    return { storage: meter.perReport(), reports, residentMb, mbPerHour: slope(residentMb.slice(warm)) * 60, inUseMb };
  } finally {
    inspector.close();
    client.close();
    await meter.close();
  }
}

async function sleepUntil(due: number): Promise<void> {
  const wait = due - performance.now();
  if (wait > 0.5) await sleep(wait);
}

function intakeMemory(system: System): number {
  const found = serviceMemory(system.processes).find(({ service }) => service === 'incident-intake');
  if (found === undefined) throw new Error('incident-intake does not run');
  return found.residentMb;
}

/** Slope of the least-squares line, per step. */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = values.reduce((sum, _, index) => sum + (index - middle) ** 2, 0);
  return spread === 0 ? 0 : values.reduce((sum, value, index) => sum + (index - middle) * (value - mean), 0) / spread;
}
