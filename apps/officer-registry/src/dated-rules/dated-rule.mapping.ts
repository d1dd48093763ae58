import { NormStatus } from '@safe-community/contracts/officers/v1/beat_service.ts';
import type { RuleRecord as RecordMessage } from '@safe-community/contracts/officers/v1/rule_record.ts';
import { enumNames, RULE_STATUSES, type Recorded, type RuleRecord } from '@safe-community/domain-kit';

export const { nameOf: toRuleStatus, numberOf: ruleStatusNumber } = enumNames(NormStatus, RULE_STATUSES);

/** How each of these rules is recorded, in their order. */
export function toRecordMessages(rules: readonly Recorded<object>[]): RecordMessage[] {
  return rules.map(({ record }) => toRecordMessage(record));
}

function toRecordMessage({ version, recordedAt, caller, replacedAt }: RuleRecord): RecordMessage {
  return { etag: String(version), recordedTime: recordedAt, callingSystem: caller, replacedTime: replacedAt };
}
