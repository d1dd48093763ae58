import { scopeOf } from '@safe-community/grpc-kit';
import { readContract } from '../leak-probe/contract.ts';

export interface Method {
  /** "/safecommunity.incidents.v1.IncidentIntakeService/ReportIncident" */
  readonly path: string;
  /** The declared scope. */
  readonly scope: string;
}

/** Every method of the contracts; new ones are included automatically. */
export function everyMethod(): Method[] {
  return readContract().map(({ path }) => ({ path, scope: scopeOf(path) }));
}
