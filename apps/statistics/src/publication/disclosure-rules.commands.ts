import { SensitiveFiguresServiceService as Service } from '@safe-community/contracts/statistics/v1/sensitive_figures_service.ts';
import { DisclosureRule as RuleMessage } from '@safe-community/contracts/statistics/v1/sensitive_figures.ts';
import { within } from '@safe-community/domain-kit';
import { command, type Rpc } from '@safe-community/service-kit';
import { recordRule } from '@safe-community/service-kit/dated-rules';
import { lockLastReleasedYear, RULES } from './disclosure-rule.store.ts';
import { checkRule, completeRule, refuseReleased } from './disclosure-rule.ts';
import { readRule } from './sensitive-figures.mapping.ts';

const recording = recordRule(RULES);

const setDisclosureRule = command(Service.setDisclosureRule, {
  ...recording,
  parse({ request: { rule: message = RuleMessage.fromPartial({}), etag }, fields }) {
    const draft = readRule(message);
    fields.check(within('rule', checkRule(draft)));
    const rule = completeRule(draft);
    return rule === undefined ? fields.refusal() : { rule, etag };
  },
  async load({ tx, command }) {
    const lastReleased = await lockLastReleasedYear(tx, command.rule.category);
    return { ...(await recording.load({ tx, command })), lastReleased };
  },
  decide: ({ loaded, command, now }) =>
    refuseReleased(loaded.lastReleased, command.rule) ?? recording.decide({ loaded, command, now }),
  subjects: ({ saved: { category, validFrom } }) => [`disclosure-rule-${category}-${validFrom}`],
  reply: () => ({}),
});

export const RULE_COMMANDS: readonly Rpc[] = [setDisclosureRule];
