import { ReturnTerm } from '@safe-community/contracts/cameras/v1/camera_list.ts';
import { CameraRolloutServiceService as Rollout } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { within } from '@safe-community/domain-kit';
import { command, type Rpc } from '@safe-community/service-kit';
import { checkTerm } from './return-term.ts';
import { addTerm } from './return-term.store.ts';

const setReturnTerm = command(Rollout.setReturnTerm, {
  parse({ request: { term = ReturnTerm.fromPartial({}) }, fields }) {
    fields.check(within('term', checkTerm(term)));
    return term;
  },
  decide: ({ command: term, now }) => ({ ...term, setAt: now }),
  save: ({ tx, change }) => addTerm(tx, change),
  subjects: ({ saved: { effectiveOn } }) => [`return-term-${effectiveOn}`],
  reply: () => ({}),
});

export const RETURN_COMMANDS: readonly Rpc[] = [setReturnTerm];
