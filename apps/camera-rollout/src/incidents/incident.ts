/** Cases that only entitled callers see. */
export const SENSITIVE_CATEGORIES: readonly string[] = ['domestic_violence', 'school_safety'];

export function isSensitive(category: string): boolean {
  return SENSITIVE_CATEGORIES.includes(category);
}

/** What every event of an incident says. */
export interface KnownIncident {
  readonly incidentId: string;
  /** As the policy names it: "road_crash". */
  readonly category: string;
  /** Empty for sensitive ones. */
  readonly hromadaCode: string;
  readonly oblastCode: string;
}

/** An incident of intake, as its events describe it. */
export interface Incident extends KnownIncident {
  /** When it happened, as far as the report says; undefined before the report is known. */
  readonly occurredAt: Date | undefined;
  readonly receivedAt: Date | undefined;
  /** When the first responder reached the scene, and when the police did. */
  readonly onSceneAt: Date | undefined;
  readonly policeOnSceneAt: Date | undefined;
  /** The responsible officer; empty if there is none. */
  readonly officerId: string;
  /** The officers of the police crews that reached the scene, as far as intake names them: not of sensitive ones. */
  readonly attendedBy: readonly string[];
}
