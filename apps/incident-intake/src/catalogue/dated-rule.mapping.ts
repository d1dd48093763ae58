import { RuleBasis, RuleStatus as Statuses } from '@safe-community/contracts/incidents/v1/law.ts';
import { enumNames, Fields, within } from '@safe-community/domain-kit';
import { LAW_STATUSES, type DatedRule } from './dated-rule.ts';

const { nameOf: toStatus, numberOf: statusNumber } = enumNames(Statuses, LAW_STATUSES);

export function readBasis(message = RuleBasis.fromPartial({}), fields: Pick<Fields<object>, 'check'>): DatedRule {
  const own = new Fields(message);
  const { validFrom, validTo, source, note } = message;
  const rule = { validFrom, validTo, source, note, status: own.word('status', toStatus, 'statuses') };
  fields.check(within('basis', own.violations));
  return rule;
}

export function toBasis({ validFrom, validTo, source, status, note }: DatedRule): RuleBasis {
  return { validFrom, validTo, source, status: statusNumber(status), note };
}
