import type { Actor } from '../chain/entry.ts';

/** A call that was denied because of who made it; grpc-kit reports calls in this shape. Personal data: not for logs. */
export interface DeniedCall extends Actor {
  readonly method: string;
  /** "PERMISSION_DENIED SCOPE_MISSING" */
  readonly refusal: string;
  /** Ids of what the call asked for, if they were already known. */
  readonly subjectIds: readonly string[];
}
