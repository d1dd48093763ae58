import { rows, toDate, toOptionalDate, type EntityManager, type Rights } from '@safe-community/database';
import type { Day } from '@safe-community/domain-kit';
import { PROMISE_STATES, type GuaranteeRow, type PromiseState, type Tally } from './guarantee.ts';
import type { AnsweredQuestion, Question, QuestionChannel } from './question.ts';

export const QUESTION_TABLES: readonly string[] = [
  `create table resident_question (
     question_id uuid primary key,
     hromada_code text not null,
     oblast_code text not null,
     channel text not null,
     -- number in the system of the caller; empty if it has none
     reference text not null,
     received_at timestamptz not null,
     answered_at timestamptz,
     answered_by uuid references officer,
     check (num_nulls(answered_at, answered_by) in (0, 2)),
     check (answered_at >= received_at)
   )`,
  // Needed by tallyQuestions, listQuestions (question.store.ts).
  'create index resident_question_received on resident_question (received_at)',
];

export const QUESTION_RIGHTS: Rights = {
  resident_question: {
    insert: true,
    update: ['answered_at', 'answered_by'],
    reader: {
      columns: ['question_id', 'hromada_code', 'oblast_code', 'channel', 'received_at', 'answered_at', 'answered_by'],
    },
  },
};

export async function addQuestion(tx: EntityManager, question: Question): Promise<Question> {
  const { questionId, hromadaCode, oblastCode, channel, reference, receivedAt } = question;
  const values = [questionId, hromadaCode, oblastCode, channel, reference, receivedAt];
  await rows(tx, INSERT, values);
  return question;
}

const INSERT = `
  insert into resident_question (question_id, hromada_code, oblast_code, channel, reference, received_at)
  values ($1, $2, $3, $4, $5, $6)`;

export async function saveAnswer(tx: EntityManager, question: AnsweredQuestion): Promise<void> {
  const { questionId, answer } = question;
  await rows(tx, 'update resident_question set answered_at = $2, answered_by = $3 where question_id = $1', [
    questionId,
    answer.at,
    answer.officerId,
  ]);
}

/** The question, locked until the transaction ends. */
export async function lockQuestion(tx: EntityManager, questionId: string): Promise<Question | undefined> {
  const [row] = await rows<QuestionRow>(tx, LOCK, [questionId]);
  if (row === undefined) return undefined;
  const at = toOptionalDate(row.answered_at);
  return {
    questionId: row.question_id,
    hromadaCode: row.hromada_code,
    oblastCode: row.oblast_code,
    channel: row.channel,
    reference: row.reference,
    receivedAt: toDate(row.received_at),
    ...(at === undefined ? {} : { answer: { at, officerId: row.answered_by ?? '' } }),
  };
}

interface QuestionRow {
  readonly question_id: string;
  readonly hromada_code: string;
  readonly oblast_code: string;
  readonly channel: QuestionChannel;
  readonly reference: string;
  readonly received_at: string;
  readonly answered_at: string | null;
  readonly answered_by: string | null;
}

const LOCK = `
  select question_id, hromada_code, oblast_code, channel, reference, received_at, answered_at, answered_by
  from resident_question where question_id = $1 for update`;

/** Which questions are counted. */
export interface QuestionFilter {
  /** First and last day of receipt, in Kyiv. */
  readonly firstDay: Day;
  readonly lastDay: Day;
  /** Empty for the country. */
  readonly oblastCode: string;
  readonly now: Date;
}

/**
 * Each question with the time until which the rule of its day demands an answer. All statements read it, so that a share,
 * its rows, and what is published never contradict each other.
 */
export const PROMISED = `
  with promised as (
    select q.*, q.received_at + rule.value * interval '1 hour' as due_at
    from resident_question q left join lateral (
      select value from accountability_rule
      where kind = 'answer_within_hours' and valid_from <= (q.received_at at time zone 'Europe/Kyiv')::date
      order by valid_from desc limit 1
    ) rule on true
    where q.received_at >= $1::date::timestamp at time zone 'Europe/Kyiv'
      and q.received_at < ($2::date + 1)::timestamp at time zone 'Europe/Kyiv'
      and ($3 = '' or q.oblast_code = $3)
  ), judged as (
    select *, case
      when due_at is null then 'without_rule'
      when coalesce(answered_at, $4) <= due_at then case when answered_at is null then 'pending' else 'kept' end
      else 'broken'
    end as state
    from promised
  )`;

export async function tallyQuestions(em: EntityManager, filter: QuestionFilter): Promise<Tally> {
  const [tally] = await rows<Tally>(em, TALLY, valuesOf(filter));
  if (tally === undefined) throw new Error('a query without groups returned no row');
  return tally;
}

export const TALLIED: string = PROMISE_STATES.map(
  (state) => `(count(*) filter (where state = '${state}'))::int as ${state}`,
).join(', ');

const TALLY = `${PROMISED} select ${TALLIED} from judged`;

/** Questions in the order of their ids. */
export async function listQuestions(
  em: EntityManager,
  filter: QuestionFilter,
  after: string | undefined,
  most: number,
): Promise<GuaranteeRow[]> {
  const found = await rows<JudgedRow>(em, LIST, [...valuesOf(filter), after ?? null, most]);
  return found.map((row) => ({
    hromadaCode: row.hromada_code,
    oblastCode: row.oblast_code,
    state: row.state,
    officerId: row.answered_by ?? '',
    question: {
      questionId: row.question_id,
      receivedAt: toDate(row.received_at),
      dueAt: toOptionalDate(row.due_at),
      answeredAt: toOptionalDate(row.answered_at),
    },
  }));
}

const LIST = `${PROMISED}
  select question_id, hromada_code, oblast_code, state, received_at, due_at, answered_at, answered_by
  from judged where $5::uuid is null or question_id > $5 order by question_id limit $6`;

interface JudgedRow extends Omit<QuestionRow, 'channel' | 'reference'> {
  readonly state: PromiseState;
  readonly due_at: string | null;
}

function valuesOf({ firstDay, lastDay, oblastCode, now }: QuestionFilter): unknown[] {
  return [firstDay, lastDay, oblastCode, now];
}
