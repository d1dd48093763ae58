import { ActivationPolicy } from '@safe-community/contracts/cameras/v1/compliance.ts';
import { ComplianceServiceService as Compliance } from '@safe-community/contracts/cameras/v1/compliance_service.ts';
import { within } from '@safe-community/domain-kit';
import { command, type Rpc } from '@safe-community/service-kit';
import { addPolicy } from './activation-policy.store.ts';
import { checkPolicy } from './activation-policy.ts';

const setActivationPolicy = command(Compliance.setActivationPolicy, {
  parse({ request: { policy = ActivationPolicy.fromPartial({}) }, fields }) {
    fields.check(within('policy', checkPolicy(policy)));
    return policy;
  },
  decide: ({ command: policy, now }) => ({ ...policy, setAt: now }),
  save: ({ tx, change }) => addPolicy(tx, change),
  subjects: ({ saved: { effectiveOn } }) => [`activation-policy-${effectiveOn}`],
  reply: () => ({}),
});

export const COMPLIANCE_COMMANDS: readonly Rpc[] = [setActivationPolicy];
