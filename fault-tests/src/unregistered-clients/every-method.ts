import { scopeOf } from '@safe-community/grpc-kit';
import { readContract } from '../leak-probe/contract.ts';

export interface Method {
  /** "/safecommunity.incidents.v1.IncidentIntakeService/ReportIncident" */
  readonly path: string;
  /** What its declaration demands. */
  readonly scope: string;
}

/** Every method of the contracts as they are today: one that is added is among them by itself. */
export function everyMethod(): Method[] {
  return readContract().map(({ path }) => ({ path, scope: scopeOf(path) }));
}
