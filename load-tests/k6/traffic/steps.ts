import { SCALE } from './settings.ts';
import type { SummaryData } from './summary.ts';
import { COUNTRY_PER_SECOND } from './rates.ts';

export interface Step {
  readonly name: string;
  readonly minutes: number;
  /** Reports, before SCALE. */
  readonly perSecond: number;
}

const COUNT = 24;
const MINUTES = 0.5;
const GROWTH = 1.25;

/** From the country's average to two hundred times as much. */
export const STEPS: readonly [Step, ...Step[]] = [
  step(0),
  ...Array.from({ length: COUNT - 1 }, (_, index) => step(index + 1)),
];

function step(index: number): Step {
  return { name: String(index + 1), minutes: MINUTES, perSecond: COUNTRY_PER_SECOND * GROWTH ** index };
}

/** @param minute of the run, before PACE. */
export function stepAt(minute: number): Step {
  return STEPS[Math.min(COUNT - 1, Math.floor(minute / MINUTES))] ?? STEPS[0];
}

/** What was carried: the last step that was sent whole and of which all was kept. */
export function capacityOf(metrics: SummaryData['metrics']): string {
  const broken = STEPS.findIndex(({ name }) => isBroken(metrics, name));
  const shortOfUsers = (metrics['dropped_iterations']?.values['count'] ?? 0) > 0;
  if (broken === -1 && !shortOfUsers) return `  carried all ${COUNT} steps: begin with a greater SCALE`;
  const sent = STEPS.filter(({ name }) => wasSent(metrics, name)).length;
  const carried = STEPS[(broken === -1 ? sent - 1 : broken) - 1];
  const why = broken === -1 ? 'less could be sent than was due' : 'a promise was broken';
  if (carried === undefined) return `  carried nothing: ${why} in the first step, begin with a smaller SCALE`;
  return `  carried ${perSecondOf(carried)} reports a second (step ${carried.name}); then ${why}`;
}

function perSecondOf({ perSecond }: Step): string {
  return (perSecond * SCALE).toFixed(1);
}

function isBroken(metrics: SummaryData['metrics'], name: string): boolean {
  return Object.entries(metrics).some(
    ([metric, { thresholds = {} }]) =>
      metric.includes(`,step:${name}}`) && Object.values(thresholds).some(({ ok }) => !ok),
  );
}

function wasSent(metrics: SummaryData['metrics'], name: string): boolean {
  const answered = metrics[`answered{rpc:ReportIncident,step:${name}}`]?.values ?? {};
  return (answered['passes'] ?? 0) + (answered['fails'] ?? 0) > 0;
}
