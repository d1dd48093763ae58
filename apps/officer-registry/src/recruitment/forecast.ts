import { forecastGap, type Day, type Forecast, type Window } from '@safe-community/domain-kit';
import type { RecruitmentTarget } from './target.ts';

/** What the registry has recorded. */
export interface Observed {
  /** Officers in service now. */
  readonly inService: number;
  readonly activations: number;
  readonly departures: number;
  /** The day on which the first officer was registered; absent without any. */
  readonly recordedSince?: Day;
}

export interface TargetForecast extends Forecast {
  readonly inTime: boolean;
}

/** When the target is met if the pace of the window goes on: `RecruitmentService.ForecastTarget` says how. */
export function forecast(target: RecruitmentTarget, window: Window, observed: Observed, today: Day): TargetForecast {
  const { inService, activations: gained, departures: lost, recordedSince } = observed;
  const found = forecastGap(target.officers - inService, window, { gained, lost, recordedSince }, today);
  const doneOn = found.status === 'met' ? today : found.expectedOn;
  return { ...found, inTime: doneOn !== undefined && doneOn <= target.dueOn };
}
