import { shareOf, type Estimate } from '@safe-community/statistics-math';

export const GOALS = ['arrival', 'repair'] as const;

/** What a target measures: until the service is at the scene, or until the damage is repaired. */
export type Goal = (typeof GOALS)[number];

export const TARGET_AREAS = ['any', 'urban', 'rural'] as const;
export const TARGET_CLOCKS = ['received', 'dispatched', 'discovered'] as const;
export const TARGET_STATUSES = ['binding', 'recommended', 'announced', 'not_stated'] as const;

/** A target as it applied to an incident. */
export interface Target {
  readonly goal: Goal;
  /** A kind of responder. */
  readonly service: string;
  /** Empty for every report. */
  readonly targetClass: string;
  readonly area: (typeof TARGET_AREAS)[number];
  readonly ownPromise: boolean;
  readonly validFrom: string;
  readonly minutes: number;
  /** Undefined if the source allows none. */
  readonly allowedExceedancePercent: number | undefined;
  readonly clock: (typeof TARGET_CLOCKS)[number];
  readonly status: (typeof TARGET_STATUSES)[number];
  readonly confirmed: boolean;
}

/** A service reached an incident to which a target applied, or repaired what it was about. */
export interface Timed {
  readonly incidentId: string;
  readonly day: string;
  readonly hromadaCode: string;
  readonly oblastCode: string;
  /** The day on which intake recorded it, not before `day`. */
  readonly knownOn: string;
  /** From the start of the clock. */
  readonly milliseconds: number;
  readonly target: Target;
}

/** To how many more incidents of a place and day a target applied; negative for withdrawn ones. */
export interface ExpectedCount extends Omit<Timed, 'incidentId' | 'milliseconds'> {
  readonly incidents: number;
}

/** The arrivals or repairs of a target. */
export interface TargetCount {
  readonly target: Target;
  readonly arrivals: number;
  readonly onTime: number;
  /** Incidents without an arrival or repair although the minutes have passed; undefined if it is not known. */
  readonly unreached: number | undefined;
  /** 0 without arrivals, as the following one. */
  readonly medianMs: number;
  readonly p90Ms: number;
}

interface Judged {
  readonly share: Estimate | undefined;
  readonly kept: boolean | undefined;
}

/** The share on time, and whether no more than the allowed share took longer. Neither is known without arrivals. */
export function judge({ target, arrivals, onTime }: Omit<TargetCount, 'unreached'>): Judged {
  if (arrivals === 0) return { share: undefined, kept: undefined };
  const allowed = target.allowedExceedancePercent;
  return {
    share: shareOf(onTime, arrivals),
    // Whole numbers, so that a share that is exactly the allowed one is kept.
    kept: allowed === undefined ? undefined : 100 * (arrivals - onTime) <= allowed * arrivals,
  };
}

interface Times {
  readonly receivedTime: Date | undefined;
  readonly dispatchedTime: Date | undefined;
  /** Of the arrival or the repair. */
  readonly doneTime: Date | undefined;
}

/** From the start of the clock until it is done; undefined if one of both is not known, or if they contradict each other. */
export function elapsedMs(
  clock: Target['clock'],
  { receivedTime, dispatchedTime, doneTime }: Times,
): number | undefined {
  const start = clock === 'dispatched' ? dispatchedTime : receivedTime;
  if (start === undefined || doneTime === undefined) return undefined;
  const elapsed = doneTime.getTime() - start.getTime();
  return elapsed >= 0 ? elapsed : undefined;
}
