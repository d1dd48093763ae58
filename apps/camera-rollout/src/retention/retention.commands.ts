import { RetentionPolicy as PolicyMessage } from '@safe-community/contracts/cameras/v1/retention.ts';
import { RetentionServiceService as Retention } from '@safe-community/contracts/cameras/v1/retention_service.ts';
import { kyivDay, within, type Recorded } from '@safe-community/domain-kit';
import { command, type Rpc } from '@safe-community/service-kit';
import { previewTokenOf, recordRule, type RuleCommand } from '@safe-community/service-kit/dated-rules';
import { freezeDecided, KEEP_TERMS } from './keep-term.store.ts';
import { EXPIRY_TERMS, POLICIES } from './policy.store.ts';
import { policySetEvent } from './retention.events.ts';
import { readExpiryTerm, readKeepTerm, readPolicy, toPolicyMessage } from './retention.mapping.ts';
import { refuseUnseen, type RetentionPolicy } from './retention-policy.ts';

interface PolicyCommand extends RuleCommand<RetentionPolicy> {
  readonly previewToken: string;
}

const setPolicy = command(Retention.setPolicy, {
  parse({ request: { policy: message, etag, previewToken }, fields }) {
    const { policy, violations } = readPolicy(message);
    fields.check(within('policy', violations));
    return { rule: policy, etag, previewToken };
  },
  ...recordRule<RetentionPolicy, PolicyCommand>(POLICIES, {
    refuse({ command: { rule: policy, previewToken: given }, present, now }) {
      return refuseUnseen(present, policy, { given, expected: policyTokenOf(present, policy), today: kyivDay(now) });
    },
  }),
  events: ({ saved: policy }) => [policySetEvent(policy)],
  subjects: ({ saved: { category, clock, validFrom } }) => [`retention-policy-${category}-${clock}-${validFrom}`],
  reply: () => ({}),
});

const setExpiryTerm = command(Retention.setExpiryTerm, {
  parse({ request: { term: message, etag }, fields }) {
    const { term, violations } = readExpiryTerm(message);
    fields.check(within('term', violations));
    return { rule: term, etag };
  },
  ...recordRule(EXPIRY_TERMS),
  subjects: ({ saved: { validFrom } }) => [`expiry-term-${validFrom}`],
  reply: () => ({}),
});

const keeping = recordRule(KEEP_TERMS);

const setKeepTerm = command(Retention.setKeepTerm, {
  parse({ request: { term: message, etag }, fields }) {
    const { term, violations } = readKeepTerm(message);
    fields.check(within('term', violations));
    return { rule: term, etag };
  },
  ...keeping,
  async save(saving) {
    const term = await keeping.save(saving);
    await freezeDecided(saving.tx, term.kind);
    return term;
  },
  subjects: ({ saved: { kind, reason, validFrom } }) => [`keep-term-${kind}-${reason}-${validFrom}`],
  reply: () => ({}),
});

export function policyTokenOf(present: readonly Recorded<RetentionPolicy>[], policy: RetentionPolicy): string {
  return previewTokenOf(PolicyMessage.encode(toPolicyMessage(policy)).finish(), present);
}

export const RETENTION_COMMANDS: readonly Rpc[] = [setPolicy, setExpiryTerm, setKeepTerm];
