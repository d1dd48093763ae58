import type { RecordOutcomeRequest } from '@safe-community/contracts/incidents/v1/sanction_service.ts';
import type { Outcome, Works } from './outcome.ts';

type Kind = NonNullable<RecordOutcomeRequest['kind']>;
type WorksMessage = Extract<Kind, { $case: 'communityWorks' }>['value'];

/** The outcome in the words of the domain. */
export function parseOutcome(kind: Kind): Outcome {
  switch (kind.$case) {
    case 'administrativeProtocol':
      return { kind: 'administrative_protocol', number: kind.value.number, article: kind.value.article };
    case 'pretrialRegisterNumber':
      return { kind: 'pretrial_register', number: kind.value };
    case 'policeRegisterNumber':
      return { kind: 'police_register', number: kind.value };
    case 'sociallyUsefulWorks':
      return parseWorks('socially_useful_works', kind.value);
    case 'communityWorks':
      return parseWorks('community_works', kind.value);
  }
}

function parseWorks(kind: Works['kind'], { article, hours, hoursPerDay, minor, work }: WorksMessage): Works {
  return { kind, article, hours, hoursPerDay, minor, work };
}
