import type { Actor } from '../chain/entry.ts';

/** A call that was rejected because of who calls; what grpc-kit reports has this shape. Belongs to a person: not for logs. */
export interface DeniedCall extends Actor {
  readonly method: string;
  /** "PERMISSION_DENIED SCOPE_MISSING" */
  readonly refusal: string;
  /** Ids of what the call asked for, where they were known already. */
  readonly subjectIds: readonly string[];
}
