import {
  invalid,
  isPast,
  isPlausible,
  preconditionFailed,
  unless,
  type Decision,
  type Violation,
} from '@safe-community/domain-kit';

export const QUESTION_CHANNELS = ['in_person', 'telephone', 'written', 'online'] as const;
export type QuestionChannel = (typeof QUESTION_CHANNELS)[number];

/** A question of a resident, without its text and who asked. */
export interface Question {
  /** UUID version 7. */
  readonly questionId: string;
  readonly hromadaCode: string;
  readonly oblastCode: string;
  readonly channel: QuestionChannel;
  /** Number in the system of the caller; empty if it has none. */
  readonly reference: string;
  readonly receivedAt: Date;
  readonly answer?: Answer;
}

export interface Answer {
  readonly officerId: string;
  readonly at: Date;
}

export function checkReference(reference: string, field: string): Violation[] {
  return unless(/^[a-zA-Z0-9./-]{0,50}$/.test(reference), field, 'must be up to 50 of a–z, A–Z, 0–9, "-", "/" and "."');
}

export function recordQuestion(question: Question, now: Date): Decision<Question> {
  const broken = unless(
    isPlausible(question.receivedAt, now),
    'received_time',
    'must be a time from 1991 on that is not in the future',
  );
  return broken.length > 0 ? invalid(broken) : question;
}

export type AnsweredQuestion = Question & Required<Pick<Question, 'answer'>>;

export function answerQuestion(
  question: Question,
  answer: Answer,
  officerIsKnown: boolean,
  now: Date,
): Decision<AnsweredQuestion> {
  if (question.answer !== undefined) return preconditionFailed('QUESTION_ANSWERED', 'the question is answered already');
  const broken = [
    ...unless(answer.at >= question.receivedAt, 'answered_time', 'must not be before received_time'),
    ...unless(isPast(answer.at, now), 'answered_time', 'must be a time that is not in the future'),
  ];
  if (broken.length > 0) return invalid(broken);
  if (!officerIsKnown) return preconditionFailed('OFFICER_UNKNOWN', 'the registry has no such officer');
  return { ...question, answer };
}

const HOUR_MS = 3_600_000;

/** @param hours undefined without a rule. */
export function isInTime({ receivedAt, answer }: AnsweredQuestion, hours: number | undefined): boolean {
  return hours !== undefined && answer.at.getTime() <= receivedAt.getTime() + hours * HOUR_MS;
}
