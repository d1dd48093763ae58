import { rows, type EntityManager, type Rights } from '@safe-community/database';
import { Refusal, type Day } from '@safe-community/domain-kit';
import type { ActivationPolicy } from './activation-policy.ts';

export const POLICY_TABLES: readonly string[] = [
  `create table activation_policy (
     effective_on date primary key,
     grace_seconds int not null check (grace_seconds between 0 and 86400),
     source text not null,
     demonstration boolean not null,
     set_at timestamptz not null
   )`,
];

export const POLICY_RIGHTS: Rights = {
  activation_policy: {
    insert: true,
    reader: { columns: ['effective_on', 'grace_seconds', 'source', 'demonstration', 'set_at'] },
  },
};

/** POLICY_EXISTS if another one begins on that day: published figures must not change afterwards. */
export async function addPolicy<Policy extends ActivationPolicy & { readonly setAt: Date }>(
  tx: EntityManager,
  policy: Policy,
): Promise<Policy> {
  const { effectiveOn, graceSeconds, source, demonstration, setAt } = policy;
  const added = await rows(
    tx,
    'insert into activation_policy values ($1, $2, $3, $4, $5) on conflict do nothing returning effective_on',
    [effectiveOn, graceSeconds, source, demonstration, setAt],
  );
  if (added.length > 0) return policy;
  throw new Refusal('already-exists', 'a policy begins on that day already', {
    reason: 'POLICY_EXISTS',
    violations: [{ field: 'policy.effective_on', rule: 'must not be the first day of another policy' }],
  });
}

interface PolicyRow {
  readonly effective_on: Day;
  readonly grace_seconds: number;
  readonly source: string;
  readonly demonstration: boolean;
}

/** By day. */
export async function listPolicies(em: EntityManager, most: number): Promise<ActivationPolicy[]> {
  const found = await rows<PolicyRow>(
    em,
    `select effective_on::text, grace_seconds, source, demonstration from activation_policy order by effective_on limit $1`,
    [most],
  );
  return found.map(({ effective_on: effectiveOn, grace_seconds: graceSeconds, source, demonstration }) => ({
    effectiveOn,
    graceSeconds,
    source,
    demonstration,
  }));
}
