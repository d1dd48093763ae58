import type { ConcernedPerson as PersonMessage } from '@safe-community/contracts/incidents/v1/domestic_violence.ts';
import type { RecordCaseRequest } from '@safe-community/contracts/incidents/v1/domestic_violence_service.ts';
import type { Violation } from '@safe-community/domain-kit';
import { toForm } from './violence-enums.app.ts';
import type { CaseFacts } from './case-facts.ts';
import type { ConcernedPerson } from './concerned-person.ts';
import { parseKnown } from './parse-known.grpc.ts';

/** What a request says of a case; absent facts come with violations that say why. */
export function parseFacts(request: RecordCaseRequest): {
  facts: CaseFacts | undefined;
  violations: readonly Violation[];
} {
  const { known: forms, violations } = parseKnown(request.forms, toForm, 'forms');
  if (request.victim === undefined) {
    return { facts: undefined, violations: [...violations, { field: 'victim', rule: 'must be given' }] };
  }
  const facts = {
    forms,
    victim: toPerson(request.victim),
    offender: request.offender && toPerson(request.offender),
    children: request.children,
    narrative: request.narrative,
  };
  return { facts, violations };
}

function toPerson({ fullName, birthDate, phone, address }: PersonMessage): ConcernedPerson {
  return { fullName, birthDate, phone, address };
}
