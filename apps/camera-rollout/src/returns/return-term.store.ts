import { rows, type EntityManager, type Rights } from '@safe-community/database';
import { Refusal, type Day } from '@safe-community/domain-kit';
import type { ReturnTerm } from './return-term.ts';

export const TERM_TABLES: readonly string[] = [
  `create table return_term (
     effective_on date primary key,
     days int not null check (days > 0),
     source text not null,
     demonstration boolean not null,
     set_at timestamptz not null
   )`,
];

export const TERM_RIGHTS: Rights = {
  return_term: { insert: true, reader: { columns: ['effective_on', 'days', 'source', 'demonstration', 'set_at'] } },
};

export interface SetTerm extends ReturnTerm {
  readonly setAt: Date;
}

/** TERM_EXISTS if another one begins on that day: overdue returns must not change afterwards. */
export async function addTerm(tx: EntityManager, term: SetTerm): Promise<SetTerm> {
  const { effectiveOn, days, source, demonstration, setAt } = term;
  const added = await rows(
    tx,
    'insert into return_term values ($1, $2, $3, $4, $5) on conflict do nothing returning effective_on',
    [effectiveOn, days, source, demonstration, setAt],
  );
  if (added.length > 0) return term;
  throw new Refusal('already-exists', 'a term begins on that day already', {
    reason: 'TERM_EXISTS',
    violations: [{ field: 'term.effective_on', rule: 'must not be the first day of another term' }],
  });
}

interface TermRow {
  readonly effective_on: Day;
  readonly days: number;
  readonly source: string;
  readonly demonstration: boolean;
}

const SELECT = 'select effective_on::text, days, source, demonstration from return_term';

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
