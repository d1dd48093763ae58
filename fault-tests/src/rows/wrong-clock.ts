import { setTimeout as sleep } from 'node:timers/promises';
import type { ReportIncidentRequest } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { clockOfStatistics } from '../verifier/clock-of-statistics.ts';
import { Reporter, type Reported } from '../load/reporter.ts';
import { sampleReport } from '../load/sample-report.ts';
import { until } from '../until.ts';
import type { Row } from '../row.ts';
import type { Service } from '../system/service.ts';
import type { Run } from '../run.ts';

const HOUR_MS = 3_600_000;
/** Wrong from the start, corrected while running, wrong the other way, and corrected again. */
const OF_INTAKE = [HOUR_MS, 0, -HOUR_MS, 0];
/** Correct until its turn. */
const OF_STATISTICS = [0, ...OF_INTAKE];
/** Longer than any call on a busy machine. */
const ABOUT_MS = 60_000;
const SET_WITHIN_MS = 30_000;

export const wrongClock: Row = {
  number: 12,
  name: 'wrong-clock',
  fault:
    'the clock of intake, then that of statistics, is an hour ahead and an hour behind, from the start or set while running',
  holds:
    'order, retries, and counts are unaffected; a report rejected for its time says so, and is accepted when the clock is right',
  async run(run) {
    const { system, random, callers } = run;
    const reporter = new Reporter(system.intake.address, system.credentials, callers.recorder, random);
    callers.start(8);
    const early: Early[] = [];
    const { intake, statistics } = system;
    await Promise.all([restartWithClock(intake, OF_INTAKE), restartWithClock(statistics, OF_STATISTICS)]);
    await goThrough(run, intake, OF_INTAKE, {
      offBy: async () => receivedOffBy(await reporter.report(sampleReport(random))),
      at: async (shiftMs) => {
        if (shiftMs !== 0) early.push(await reportOfNow(run, reporter, shiftMs));
        else for (const one of early.splice(0)) await comeBack(run, reporter, one);
      },
    });
    await goThrough(run, statistics, OF_STATISTICS, {
      offBy: async () => (await clockOfStatistics(system)).getTime() - Date.now(),
      at: () => Promise.resolve(),
    });
    await callers.finish();
    // The verifier compares the answers: a different one means a duplicate.
    await callers.repeat(50);
    reporter.close();
    await Promise.all([intake.stop(), statistics.stop()]);
    await Promise.all([intake.start(), statistics.start()]);
  },
};

interface Watched {
  /** The offset of its clock as observed; milliseconds. */
  readonly offBy: () => Promise<number>;
  readonly at: (shiftMs: number) => Promise<void>;
}

async function goThrough(run: Run, service: Service, shifts: Shifts, { offBy, at }: Watched): Promise<void> {
  for (const [index, shiftMs] of shifts.entries()) {
    if (index > 0) setClock(service);
    const isSet = async (): Promise<boolean> => Math.abs((await offBy()) - shiftMs) < ABOUT_MS;
    await until(`the clock of ${service.name} is ${inHours(shiftMs)}`, isSet, SET_WITHIN_MS);
    await sleep((run.seconds * 1_000) / (2 * shifts.length));
    await at(shiftMs);
  }
  run.note(`the clock of ${service.name} was ${shifts.map(inHours).join(', then ')}`);
}

function inHours(ms: number): string {
  if (ms === 0) return 'right';
  return `${Math.abs(ms) / HOUR_MS} h ${ms > 0 ? 'ahead' : 'behind'}`;
}

function receivedOffBy(reported: Reported): number {
  if ('refusal' in reported) throw new Error(`a report got ${reported.refusal.code}`);
  return (reported.answer.receivedTime?.getTime() ?? Number.NaN) - Date.now();
}

/** A report from the period in which the clock was wrong. */
interface Early {
  readonly shiftMs: number;
  readonly request: ReportIncidentRequest;
  readonly reported: Reported;
}

/** Reports a current incident. It may be rejected for its time, but only with a precise reason. */
async function reportOfNow(run: Run, reporter: Reporter, shiftMs: number): Promise<Early> {
  const request = sampleReport(run.random);
  if (request.report !== undefined) request.report.occurredTime = new Date();
  const reported = await reporter.report(request);
  if ('refusal' in reported) {
    const { code, fields } = reported.refusal;
    run.note(`${inHours(shiftMs)}: a report about the present is rejected with ${code} of ${fields.join(', ')}`);
    const isPrecise = code === 'INVALID_ARGUMENT' && fields.join() === 'report.occurred_time';
    if (!isPrecise) throw new Error('a report was rejected for its time without saying so');
  } else {
    run.note(`${inHours(shiftMs)}: a report about the present is accepted`);
  }
  return { shiftMs, request, reported };
}

/** With the correct clock, a rejected report is accepted, and an accepted one is found and continues its lifecycle. */
async function comeBack(run: Run, reporter: Reporter, { shiftMs, request, reported }: Early): Promise<void> {
  const again = await reporter.report(request);
  if ('refusal' in again)
    throw new Error(`a report from ${inHours(shiftMs)} is rejected again with ${again.refusal.code}`);
  if ('refusal' in reported) run.note(`${inHours(shiftMs)}: the rejected report is accepted when the clock is right`);
  const { incidentId, trackingToken, hromadaCode, receivedTime } = again.answer;
  await reporter.add(trackingToken, 'Вигадане доповнення.');
  const standing = await reporter.triage(incidentId);
  if (!((standing?.changedTime ?? 0) >= (receivedTime ?? 0))) throw new Error('the times of an incident run backwards');
  if ((await reporter.status(trackingToken))?.additionsLeft !== 49) throw new Error('an addition is missing');
  if (!(await reporter.isListed(incidentId, hromadaCode))) throw new Error('an incident is missing in the list');
}

const MODULE = import.meta.resolve('../system/shift-clock.ts');

/** Successive offsets of the clock of a service, milliseconds. */
type Shifts = readonly number[];

/** Restarts a service with its clock shifted by the first offset. */
async function restartWithClock(service: Service, shifts: Shifts): Promise<void> {
  await service.stop();
  await service.start({ NODE_OPTIONS: `--import=${MODULE}`, CLOCK_SHIFTS_MS: shifts.join(',') });
}

/** Shifts the clock of a running service by the next offset; it takes effect a moment later. */
function setClock({ pid }: Service): void {
  process.kill(pid, 'SIGUSR2');
}
