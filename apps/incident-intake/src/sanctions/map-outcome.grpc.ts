import type { Outcome as OutcomeMessage } from '@safe-community/contracts/incidents/v1/sanction_service.ts';
import type { Outcome, RecordedOutcome } from './outcome.ts';

export function toOutcomeMessage({ outcomeId, recordedAt, revokedAt, outcome }: RecordedOutcome): OutcomeMessage {
  return { outcomeId, recordedTime: recordedAt, revokedTime: revokedAt, kind: toKind(outcome) };
}

function toKind(outcome: Outcome): NonNullable<OutcomeMessage['kind']> {
  switch (outcome.kind) {
    case 'administrative_protocol':
      return { $case: 'administrativeProtocol', value: { number: outcome.number, article: outcome.article } };
    case 'pretrial_register':
      return { $case: 'pretrialRegisterNumber', value: outcome.number };
    case 'police_register':
      return { $case: 'policeRegisterNumber', value: outcome.number };
    case 'socially_useful_works':
      return { $case: 'sociallyUsefulWorks', value: outcome };
    case 'community_works':
      return { $case: 'communityWorks', value: outcome };
  }
}
