import { rows, type EntityManager } from '@safe-community/database';
import { kyivDay } from '@safe-community/domain-kit';
import type { Keyring } from '@safe-community/security/encryption';
import { DUTIES, withDutyPhone } from '../officers/module.ts';
import type { History } from '../territory/module.ts';
import type { ServingOfficer } from './guarantee.ts';

/** Reads who serves on the beats of these hromadas at a time, and whom residents can call. */
export type ReadServing = (em: EntityManager, hromadaCodes: readonly string[], now: Date) => Promise<ServingOfficer[]>;

/** Opens the public profiles to see who has a duty phone; the number goes no further. */
export function servingReader(keyring: Keyring): ReadServing {
  return async (em, hromadaCodes, now) => {
    const found = await rows<ServingRow>(em, SERVING, [now, hromadaCodes]);
    const officerIds = [...new Set(found.map(({ officerId }) => officerId))];
    const reachable = await withDutyPhone(em, keyring, officerIds);
    return found.map((row) => ({ ...row, isReachable: reachable.has(row.officerId) }));
  };
}

type ServingRow = Omit<ServingOfficer, 'isReachable'>;

const SERVING = `
  with duty as (${DUTIES})
  select d.officer_id as "officerId", d.hromada_code as "hromadaCode", d.role = 'primary' as "isPrimary", o.demonstration
  from duty d join officer o using (officer_id)
  where d.hromada_code = any($2::text[]) order by d.since, d.officer_id`;

/** Who serves in these hromadas now. The officers of a merged hromada serve in its successor. */
export async function readServingIn(
  em: EntityManager,
  hromadas: readonly { readonly code: string }[],
  history: History,
  now: Date,
  readServing: ReadServing,
): Promise<ServingOfficer[]> {
  const day = kyivDay(now);
  const codes = hromadas.flatMap(({ code }) => [code, ...history.mergedInto(day, code)]);
  const officers = await readServing(em, codes, now);
  const inSuccessor = officers.map((each) => ({ ...each, hromadaCode: history.currentCode(day, each.hromadaCode) }));
  // The successor's own officers are named first: the order of each kind stays.
  const isOwn = (index: number): boolean => officers[index]?.hromadaCode === inSuccessor[index]?.hromadaCode;
  return [...inSuccessor.filter((_, index) => isOwn(index)), ...inSuccessor.filter((_, index) => !isOwn(index))];
}
