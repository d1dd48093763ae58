import { rows, type EntityManager, type Rights } from '@safe-community/database';
import type { Day, Decision } from '@safe-community/domain-kit';
import { addOnce } from '@safe-community/service-kit/dated-rules';
import type { ActivationPolicy } from './activation-policy.ts';

export const POLICY_TABLES: readonly string[] = [
  `create table activation_policy (
     effective_on date primary key,
     grace_seconds int not null check (grace_seconds between 0 and 86400),
     source text not null,
     set_at timestamptz not null
   )`,
];

export const POLICY_RIGHTS: Rights = {
  activation_policy: { insert: true, reader: { columns: ['effective_on', 'grace_seconds', 'source', 'set_at'] } },
};

/** POLICY_EXISTS if another one begins on that day: published figures must not change afterwards. */
export async function addPolicy<Policy extends ActivationPolicy & { readonly setAt: Date }>(
  tx: EntityManager,
  policy: Policy,
): Promise<Decision<Policy>> {
  const { effectiveOn, graceSeconds, source, setAt } = policy;
  const refusal = await addOnce(tx, ACTIVATION_POLICY, {
    effective_on: effectiveOn,
    grace_seconds: graceSeconds,
    source,
    set_at: setAt,
  });
  return refusal ?? policy;
}

const ACTIVATION_POLICY = { table: 'activation_policy', noun: 'policy', reason: 'POLICY_EXISTS' };

interface PolicyRow {
  readonly effective_on: Day;
  readonly grace_seconds: number;
  readonly source: string;
}

/** By day. */
export async function listPolicies(em: EntityManager, most: number): Promise<ActivationPolicy[]> {
  const found = await rows<PolicyRow>(
    em,
    `select effective_on::text, grace_seconds, source from activation_policy order by effective_on limit $1`,
    [most],
  );
  return found.map(({ effective_on: effectiveOn, grace_seconds: graceSeconds, source }) => ({
    effectiveOn,
    graceSeconds,
    source,
  }));
}
