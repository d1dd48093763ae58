import {
  RecruitmentServiceService as Recruitment,
  RecruitmentTarget,
} from '@safe-community/contracts/officers/v1/recruitment_service.ts';
import { within } from '@safe-community/domain-kit';
import { command, type Rpc } from '@safe-community/service-kit';
import { saveTarget } from './recruitment.store.ts';
import { checkTarget } from './target.ts';

const setTarget = command(Recruitment.setTarget, {
  parse({ request: { target = RecruitmentTarget.fromPartial({}) }, fields }) {
    fields.check(within('target', checkTarget(target)));
    return target;
  },
  decide: ({ command: target, now, newId }) => ({ ...target, targetId: newId(), setAt: now, replaced: false }),
  save: ({ tx, change }) => saveTarget(tx, change),
  subjects: ({ saved: { dueOn } }) => [`recruitment-target-${dueOn}`],
  reply: () => ({}),
});

export const RECRUITMENT_COMMANDS: readonly Rpc[] = [setTarget];
