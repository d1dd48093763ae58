import type { Violation } from '@safe-community/grpc-kit';
import { toCategory, toState } from '../../../app/contract-enums.ts';

/** What lists and watches alike may be narrowed by, as messages name it; 0 and empty for all. */
interface Scope {
  readonly hromadaCode: string;
  readonly oblastCode: string;
  readonly category: number;
  readonly states: readonly number[];
}

const KATOTTG = /^UA\d{17}$/;

export function scopeViolations({ hromadaCode, oblastCode, category, states }: Scope): Violation[] {
  const violations: Violation[] = [];
  const demand = (holds: boolean, field: string, rule: string): void => {
    if (!holds) violations.push({ field, rule });
  };
  demand(hromadaCode === '' || KATOTTG.test(hromadaCode), 'hromada_code', 'must be a KATOTTG code');
  demand(oblastCode === '' || KATOTTG.test(oblastCode), 'oblast_code', 'must be a KATOTTG code');
  demand(category === 0 || toCategory(category) !== undefined, 'category', 'must be one of the known categories');
  for (const [index, state] of states.entries()) {
    demand(toState(state) !== undefined, `states[${index}]`, 'must be one of the known states');
  }
  const isRepeated = new Set(states).size < states.length;
  demand(!isRepeated, 'states', 'must name each state once');
  return violations;
}
