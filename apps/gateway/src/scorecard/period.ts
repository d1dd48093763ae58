import type { CalendarDay } from '../site/module.ts';
import type { OfficialValue } from './official.ts';

/** What the programme has promised, counted this year. */
export interface PeriodView {
  readonly firstDay: CalendarDay;
  /** The last day that is counted. */
  readonly countedUntil: CalendarDay;
  readonly promises: readonly PromiseFigures[];
  /** What the deaths of this year mean beside those of 2020. */
  readonly sentences: readonly { readonly uk: string; readonly en: string }[];
}

export type PromiseName =
  | 'deathsTotal'
  | 'deathsRoad'
  | 'deathsFire'
  | 'deathsWater'
  | 'defendersKilled'
  | 'fireResponse'
  | 'lightsRepaired'
  | 'lightRepairTime'
  | 'pitsRepaired'
  | 'pitRepairTime'
  | 'barriersRemoved'
  | 'barrierRemovalTime'
  | 'domesticViolence'
  | 'visitsOverdue'
  | 'schoolSafety'
  | 'complaintsInTime'
  | 'ambulanceArrival'
  | 'questionsAnsweredInTime';

export type Unit = 'count' | 'minutes' | 'percent';

export interface PromiseFigures {
  readonly promise: PromiseName;
  readonly unit: Unit;
  /** Undefined if it is not known: never 0 for that. */
  readonly counted: number | undefined;
  /** Of the same days of the year before. */
  readonly yearBefore: number | undefined;
  /** Beyond chance, against the year before. */
  readonly trend: 'fewer' | 'same' | 'more' | undefined;
  readonly target: OfficialValue | undefined;
  /** The days that `counted` covers, if they are others: released figures are of months, overdue visits of quarters. */
  readonly covered: { readonly from: CalendarDay; readonly to: CalendarDay } | undefined;
}
