import type { Violation } from '@safe-community/domain-kit';
import { timeViolations } from '../incident/parse-request.grpc.ts';

export function requiredTime(time: Date | undefined, field: string): Violation[] {
  return time === undefined ? [{ field, rule: 'must be given' }] : timeViolations(time, field);
}
