import { shareOf, type Estimate } from '@safe-community/statistics-math';

export const TARGET_AREAS = ['any', 'urban', 'rural'] as const;
export const TARGET_CLOCKS = ['received', 'dispatched', 'discovered'] as const;
export const TARGET_STATUSES = ['binding', 'recommended', 'announced'] as const;

/** A target as it applied to an incident. */
export interface Target {
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

/** A service reached an incident to which a target applied. */
export interface Arrival {
  readonly incidentId: string;
  readonly day: string;
  readonly hromadaCode: string;
  readonly oblastCode: string;
  readonly demonstration: boolean;
  /** From the start of the clock until the first responder of the service is at the scene. */
  readonly milliseconds: number;
  readonly target: Target;
}

/** The arrivals of a target. */
export interface TargetCount {
  readonly target: Target;
  readonly arrivals: number;
  readonly onTime: number;
  readonly medianMs: number;
  readonly p90Ms: number;
}

/** The share on time, and whether no more than the allowed share took longer. */
export function judge({ target, arrivals, onTime }: TargetCount): { share: Estimate; kept: boolean | undefined } {
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
  readonly onSceneTime: Date | undefined;
}

/** From the start of the clock until the arrival; undefined if one of both is not known, or if they contradict each other. */
export function elapsedMs(
  clock: Target['clock'],
  { receivedTime, dispatchedTime, onSceneTime }: Times,
): number | undefined {
  const start = clock === 'dispatched' ? dispatchedTime : receivedTime;
  if (start === undefined || onSceneTime === undefined) return undefined;
  const elapsed = onSceneTime.getTime() - start.getTime();
  return elapsed >= 0 ? elapsed : undefined;
}
