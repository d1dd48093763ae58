import type { RuleRecord as RecordMessage } from '@safe-community/contracts/officers/v1/rule_record.ts';
import type { Recorded, RuleRecord } from '@safe-community/domain-kit';

/** How each of these rules is recorded, in their order. */
export function toRecordMessages(rules: readonly Recorded<object>[]): RecordMessage[] {
  return rules.map(({ record }) => toRecordMessage(record));
}

function toRecordMessage({ version, recordedAt, caller, replacedAt }: RuleRecord): RecordMessage {
  return { etag: String(version), recordedTime: recordedAt, callingSystem: caller, replacedTime: replacedAt };
}
