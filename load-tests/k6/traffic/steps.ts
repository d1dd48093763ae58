import { SCALE } from './settings.ts';
import type { SummaryData } from './summary.ts';
import { COUNTRY_PER_SECOND } from './rates.ts';

export interface Step {
  readonly name: string;
  readonly minutes: number;
  /** Reports per second, before SCALE. */
  readonly perSecond: number;
}

const COUNT = 24;
const MINUTES = 0.5;
const GROWTH = 1.25;

/** From the national average to two hundred times as much. */
export const STEPS: readonly [Step, ...Step[]] = [
  step(0),
  ...Array.from({ length: COUNT - 1 }, (_, index) => step(index + 1)),
];

function step(index: number): Step {
  return { name: String(index + 1), minutes: MINUTES, perSecond: COUNTRY_PER_SECOND * GROWTH ** index };
}

/** @param minute minute of the run, before PACE. */
export function stepAt(minute: number): Step {
  return STEPS[Math.min(COUNT - 1, Math.floor(minute / MINUTES))] ?? STEPS[0];
}

/** The highest rate that held: the last step that was sent completely and met all SLOs. */
export function capacityOf(metrics: SummaryData['metrics']): string {
  const broken = STEPS.findIndex(({ name }) => isBroken(metrics, name));
  const shortOfUsers = (metrics['dropped_iterations']?.values['count'] ?? 0) > 0;
  if (broken === -1 && !shortOfUsers) return `  all ${COUNT} steps held: start with a larger SCALE`;
  const sent = STEPS.filter(({ name }) => wasSent(metrics, name)).length;
  const carried = STEPS[(broken === -1 ? sent - 1 : broken) - 1];
  const why = broken === -1 ? 'fewer calls were sent than due' : 'an SLO was missed';
  if (carried === undefined) return `  no step held: ${why} in the first step, start with a smaller SCALE`;
  return `  held ${perSecondOf(carried)} reports per second (step ${carried.name}); then ${why}`;
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
