import { IncidentIntakeServiceClient } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { StatisticsServiceClient } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { callUnary, openClient } from '@safe-community/grpc-kit';
import { percentile } from '../frame/in-flight.ts';
import { keepPace } from '../frame/keep-pace.ts';
import { sampleReport } from '../sample-report.ts';
import type { System } from '../system.ts';

const SECONDS = 20;

export interface CommitToCount {
  readonly perSecond: number;
  readonly reports: number;
  /** Milliseconds from the answer to the report to its appearance in the scorecard. */
  readonly p50: number;
  readonly p99: number;
  readonly worst: number;
  /** Latency of the scorecard call alone: the resolution of this measurement. */
  readonly scorecardP50: number;
}

/**
 * Sends reports at a steady rate and polls the scorecard continuously. Events are counted in commit order, so the k-th
 * answered report is counted when the total has grown by k.
 */
export async function commitToCount(system: System, perSecond: number): Promise<CommitToCount> {
  const intake = openClient(IncidentIntakeServiceClient, system.addresses.incidentIntake, system.credentials);
  const statistics = openClient(StatisticsServiceClient, system.addresses.statistics, system.credentials);
  const total = async (): Promise<number> => {
    const { scorecard } = await callUnary('GetScorecard', statistics.getScorecard.bind(statistics), {}, 5_000);
    return Number(scorecard?.incidentsTotal ?? 0n);
  };
  const base = await total();
  const answered: number[] = [];
  const wanted = perSecond * SECONDS;
  const report = async (number: number): Promise<void> => {
    await callUnary('ReportIncident', intake.reportIncident.bind(intake), sampleReport(number), 5_000);
    answered.push(performance.now());
  };
  const sending = keepPace(perSecond, report, (made) => made < wanted);
  const counted: number[] = [];
  const asked: number[] = [];
  while (counted.length < wanted) {
    const start = performance.now();
    const known = (await total()) - base;
    const now = performance.now();
    asked.push(now - start);
    while (counted.length < Math.min(known, wanted)) counted.push(now);
  }
  await sending;
  intake.close();
  statistics.close();
  const waits = answered.map((time, index) => Math.max(0, (counted[index] ?? Number.NaN) - time));
  return {
    perSecond,
    reports: wanted,
    p50: percentile(waits, 0.5),
    p99: percentile(waits, 0.99),
    worst: percentile(waits, 1),
    scorecardP50: percentile(asked, 0.5),
  };
}
