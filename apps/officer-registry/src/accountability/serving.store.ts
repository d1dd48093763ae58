import { rows, type EntityManager } from '@safe-community/database';
import { kyivDay } from '@safe-community/domain-kit';
import { DUTIES, REACHABILITY_ROWS } from '../officers/module.ts';
import type { History } from '../territory/module.ts';
import type { ServedHromada, ServingOfficer } from './guarantee.ts';

const SERVING = `
  with duty as (${DUTIES})
  select d.officer_id as "officerId", d.hromada_code as "hromadaCode", d.role = 'primary' as "isPrimary",
    r.is_reachable as "isReachable"
  from duty d join ${REACHABILITY_ROWS} r using (officer_id)
  where d.hromada_code = any($2::text[]) order by d.since, d.officer_id`;

/** Who serves in these hromadas now. The officers of a merged hromada serve in its successor. */
export async function readServingIn(
  em: EntityManager,
  hromadas: readonly { readonly code: string }[],
  history: History,
  now: Date,
): Promise<ServingOfficer[]> {
  const day = kyivDay(now);
  const codes = hromadas.flatMap(({ code }) => [code, ...history.mergedInto(day, code)]);
  const officers = await rows<ServingOfficer>(em, SERVING, [now, codes]);
  const inSuccessor = officers.map((each) => ({ ...each, hromadaCode: history.currentCode(day, each.hromadaCode) }));
  // The successor's own officers are named first: the order of each kind stays.
  const isOwn = (index: number): boolean => officers[index]?.hromadaCode === inSuccessor[index]?.hromadaCode;
  return [...inSuccessor.filter((_, index) => isOwn(index)), ...inSuccessor.filter((_, index) => !isOwn(index))];
}

/** Reads in which hromadas somebody serves now: what `readServingIn` says of them, without the officers. */
export type ReadServed = (em: EntityManager, history: History, now: Date) => Promise<ServedHromada[]>;

/** All officers are read by the database: reading twenty thousand here would hold up everybody else for a moment. */
export const readServed: ReadServed = async (em, history, now) => {
  const day = kyivDay(now);
  const found = await rows<ServedHromada>(em, SERVED, [now]);
  return found.map((row) => ({ ...row, hromadaCode: history.currentCode(day, row.hromadaCode) }));
};

const SERVED = `
  with duty as (${DUTIES})
  select d.hromada_code as "hromadaCode", bool_or(d.role = 'primary') as "isPrimary",
    bool_or(r.is_reachable) as "isReachable"
  from duty d join ${REACHABILITY_ROWS} r using (officer_id)
  group by d.hromada_code`;
