import { OutcomeKind as OutcomeKindMessage } from '@safe-community/contracts/incidents/events/v1/case_events.ts';
import type {
  Outcome as OutcomeMessage,
  RecordOutcomeRequest,
} from '@safe-community/contracts/incidents/v1/sanction_service.ts';
import type { Outcome, OutcomeKind, RecordedOutcome, Works } from './outcome.ts';

type Kind = NonNullable<RecordOutcomeRequest['kind']>;
type WorksMessage = Extract<Kind, { $case: 'communityWorks' }>['value'];

export function toOutcome(kind: Kind): Outcome {
  switch (kind.$case) {
    case 'administrativeProtocol':
      return { kind: 'administrative_protocol', number: kind.value.number, ...toOffence(kind.value) };
    case 'pretrialRegisterNumber':
      return { kind: 'pretrial_register', number: kind.value };
    case 'policeRegisterNumber':
      return { kind: 'police_register', number: kind.value };
    case 'sociallyUsefulWorks':
      return toWorks('socially_useful_works', kind.value);
    case 'communityWorks':
      return toWorks('community_works', kind.value);
    case 'fine':
      return { kind: 'fine', ...toOffence(kind.value), amount: kind.value.amount, percent: 0 };
    case 'arrest':
      return { kind: 'arrest', ...toOffence(kind.value), amount: kind.value.days, percent: 0 };
    case 'correctionalWorks':
      return {
        kind: 'correctional_works',
        ...toOffence(kind.value),
        amount: kind.value.days,
        percent: kind.value.percent,
      };
  }
}

interface OffenceMessage {
  readonly article: string;
  readonly part: number;
  readonly offenceDate: string;
}

function toOffence({ article, part, offenceDate }: OffenceMessage): OffenceMessage {
  return { article, part, offenceDate };
}

function toWorks(kind: Works['kind'], message: WorksMessage): Works {
  const { hours, hoursPerDay, minor, work } = message;
  return { kind, ...toOffence(message), hours, hoursPerDay, minor, work };
}

export function toOutcomeMessage({ outcomeId, recordedAt, revokedAt, outcome }: RecordedOutcome): OutcomeMessage {
  return { outcomeId, recordedTime: recordedAt, revokedTime: revokedAt, kind: toKindMessage(outcome) };
}

function toKindMessage(outcome: Outcome): NonNullable<OutcomeMessage['kind']> {
  switch (outcome.kind) {
    case 'administrative_protocol':
      return { $case: 'administrativeProtocol', value: { number: outcome.number, ...toOffence(outcome) } };
    case 'pretrial_register':
      return { $case: 'pretrialRegisterNumber', value: outcome.number };
    case 'police_register':
      return { $case: 'policeRegisterNumber', value: outcome.number };
    case 'socially_useful_works':
      return { $case: 'sociallyUsefulWorks', value: outcome };
    case 'community_works':
      return { $case: 'communityWorks', value: outcome };
    case 'fine':
      return { $case: 'fine', value: { ...toOffence(outcome), amount: outcome.amount } };
    case 'arrest':
      return { $case: 'arrest', value: { ...toOffence(outcome), days: outcome.amount } };
    case 'correctional_works':
      return {
        $case: 'correctionalWorks',
        value: { ...toOffence(outcome), days: outcome.amount, percent: outcome.percent },
      };
  }
}

export function outcomeKindNumber(kind: OutcomeKind) {
  return OutcomeKindMessage[kind.toUpperCase() as Uppercase<OutcomeKind>];
}
