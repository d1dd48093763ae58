import type { Violation } from '@safe-community/domain-kit';
import { toCategory, toState } from '../incident/contract-enums.mapping.ts';
import { unless } from '@safe-community/domain-kit';
import { katottgViolations } from '../incident/parse-request.grpc.ts';

/** What lists and watches alike may be narrowed by, as messages name it; 0 and empty for all. */
interface Scope {
  readonly hromadaCode: string;
  readonly oblastCode: string;
  readonly category: number;
  readonly states: readonly number[];
}

export function scopeViolations({ hromadaCode, oblastCode, category, states }: Scope): Violation[] {
  return [
    ...katottgViolations(hromadaCode, 'hromada_code'),
    ...katottgViolations(oblastCode, 'oblast_code'),
    ...unless(category === 0 || toCategory(category) !== undefined, 'category', 'must be one of the known categories'),
    ...states.flatMap((state, index) =>
      unless(toState(state) !== undefined, `states[${index}]`, 'must be one of the known states'),
    ),
    ...unless(new Set(states).size === states.length, 'states', 'must name each state once'),
  ];
}
