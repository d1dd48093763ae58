import { rows, type EntityManager } from '@safe-community/database';
import { kyivDay } from '@safe-community/domain-kit';
import type { Keyring } from '@safe-community/security/encryption';
import { DUTIES, IS_REACHABLE, withDutyPhone } from '../officers/module.ts';
import type { History } from '../territory/module.ts';
import type { ServedHromada, ServingOfficer } from './guarantee.ts';

/** Reads who serves on the beats of these hromadas at a time, and whom residents can call. */
export type ReadServing = (em: EntityManager, hromadaCodes: readonly string[], now: Date) => Promise<ServingOfficer[]>;

/** Opens public profiles only where it is not noted who has a duty phone; the number goes no further. */
export function servingReader(keyring: Keyring): ReadServing {
  return async (em, hromadaCodes, now) => {
    const found = await rows<ServingRow>(em, SERVING, [now, hromadaCodes]);
    const unnoted = found.filter(({ isReachable }) => isReachable === null).map(({ officerId }) => officerId);
    const reachable = await withDutyPhone(em, keyring, [...new Set(unnoted)]);
    return found.map((row) => ({ ...row, isReachable: row.isReachable ?? reachable.has(row.officerId) }));
  };
}

interface ServingRow extends Omit<ServingOfficer, 'isReachable'> {
  readonly isReachable: boolean | null;
}

const SERVING = `
  with duty as (${DUTIES})
  select d.officer_id as "officerId", d.hromada_code as "hromadaCode", d.role = 'primary' as "isPrimary", o.demonstration,
    ${IS_REACHABLE} as "isReachable"
  from duty d join officer o using (officer_id) left join officer_public_profile p using (officer_id)
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

/** Reads in which hromadas somebody serves now: what `readServingIn` says of them, without the officers. */
export type ReadServed = (em: EntityManager, history: History, now: Date) => Promise<ServedHromada[]>;

/** All officers are read by the database: reading twenty thousand here would hold up everybody else for a moment. */
export function servedReader(keyring: Keyring): ReadServed {
  return async (em, history, now) => {
    const day = kyivDay(now);
    const found = await rows<ServedRow>(em, SERVED, [now]);
    const reachable = await withDutyPhone(
      em,
      keyring,
      found.flatMap(({ isReachable, unnoted }) => (isReachable ? [] : (unnoted ?? []))),
    );
    return found.map(({ unnoted, ...row }) => ({
      ...row,
      hromadaCode: history.currentCode(day, row.hromadaCode),
      isReachable: row.isReachable || (unnoted ?? []).some((officerId) => reachable.has(officerId)),
    }));
  };
}

interface ServedRow extends ServedHromada {
  /** Officers of whom it is not known yet; null for none. */
  readonly unnoted: readonly string[] | null;
}

const SERVED = `
  with duty as (${DUTIES}), officers as (
    select d.officer_id, d.hromada_code, d.role, o.demonstration, ${IS_REACHABLE} as is_reachable
    from duty d join officer o using (officer_id) left join officer_public_profile p using (officer_id)
  )
  select hromada_code as "hromadaCode", demonstration, bool_or(role = 'primary') as "isPrimary",
    coalesce(bool_or(is_reachable), false) as "isReachable",
    array_agg(officer_id) filter (where is_reachable is null) as unnoted
  from officers group by hromada_code, demonstration`;
