import { rows, type EntityManager, type Rights } from '@safe-community/database';
import type { Day, Decision } from '@safe-community/domain-kit';
import { addOnce } from '@safe-community/service-kit/dated-rules';
import type { ReturnTerm } from './return-term.ts';

export const TERM_TABLES: readonly string[] = [
  `create table return_term (
     effective_on date primary key,
     days int not null check (days > 0),
     source text not null,
     set_at timestamptz not null
   )`,
];

export const TERM_RIGHTS: Rights = {
  return_term: { insert: true, reader: { columns: ['effective_on', 'days', 'source', 'set_at'] } },
};

export interface SetTerm extends ReturnTerm {
  readonly setAt: Date;
}

/** TERM_EXISTS if another one begins on that day: overdue returns must not change afterwards. */
export async function addTerm(tx: EntityManager, term: SetTerm): Promise<Decision<SetTerm>> {
  const { effectiveOn, days, source, setAt } = term;
  return (await addOnce(tx, RETURN_TERM, { effective_on: effectiveOn, days, source, set_at: setAt })) ?? term;
}

const RETURN_TERM = { table: 'return_term', noun: 'term', reason: 'TERM_EXISTS' };

interface TermRow {
  readonly effective_on: Day;
  readonly days: number;
  readonly source: string;
}

const SELECT = 'select effective_on::text, days, source from return_term';

/** By day. */
export async function listTerms(em: EntityManager, most: number): Promise<ReturnTerm[]> {
  return (await rows<TermRow>(em, `${SELECT} order by effective_on limit $1`, [most])).map(toTerm);
}

/** The term in force on a day. */
export async function findTerm(em: EntityManager, day: Day): Promise<ReturnTerm | undefined> {
  const statement = `${SELECT} where effective_on <= $1 order by effective_on desc limit 1`;
  const [found] = await rows<TermRow>(em, statement, [day]);
  return found && toTerm(found);
}

function toTerm({ effective_on: effectiveOn, ...term }: TermRow): ReturnTerm {
  return { effectiveOn, ...term };
}
