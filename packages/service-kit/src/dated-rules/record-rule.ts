import type { EntityManager } from '@safe-community/database';
import { isRefused, nextVersion, type Decision, type Recorded, type RuleRecord } from '@safe-community/domain-kit';
import type { Write } from '../module/steps.ts';
import type { RuleStore } from './rule-store.ts';

/** A rule to record, and the etag of the version that the caller has read; empty replaces any. */
interface RuleCommand<Rule> {
  readonly rule: Rule;
  readonly etag: string;
}

interface LoadedRule {
  /** Undefined if no rule has the date. */
  readonly recorded: RuleRecord | undefined;
}

interface RuleVersion<Rule> {
  readonly rule: Rule;
  readonly version: number;
}

interface Loading<Rule> {
  readonly tx: EntityManager;
  readonly command: RuleCommand<Rule>;
}

interface Deciding<Rule> {
  readonly command: RuleCommand<Rule>;
  readonly loaded: LoadedRule;
}

interface Saving<Rule> extends Pick<Write, 'now' | 'call'> {
  readonly tx: EntityManager;
  readonly change: RuleVersion<Rule>;
}

/**
 * The steps of a command that records a rule: the former version of its date stays readable.
 *
 * @param versionOf the version that the rule gets, or why it cannot be recorded.
 */
export function recordRule<Rule>(store: RuleStore<Rule>, versionOf = nextVersion) {
  return {
    load: async ({ tx, command }: Loading<Rule>): Promise<LoadedRule> => ({
      recorded: await store.lock(tx, command.rule),
    }),
    decide({ loaded: { recorded }, command: { rule, etag } }: Deciding<Rule>): Decision<RuleVersion<Rule>> {
      const version = versionOf(recorded, etag);
      return isRefused(version) ? version : { rule, version };
    },
    async save({ tx, change: { rule, version }, now, call }: Saving<Rule>): Promise<Rule> {
      await store.save(tx, rule, { version, caller: call.caller.name, now });
      return rule;
    },
  };
}

/** How each of these rules is recorded, as the contracts say it, in their order. */
export function toRecordMessages(rules: readonly Recorded<object>[]): RecordMessage[] {
  return rules.map(({ record: { version, recordedAt, caller, replacedAt } }) => ({
    etag: String(version),
    recordedTime: recordedAt,
    callingSystem: caller,
    replacedTime: replacedAt,
  }));
}

/** `RuleRecord` of every contract with dated rules. */
interface RecordMessage {
  readonly etag: string;
  readonly recordedTime: Date | undefined;
  readonly callingSystem: string;
  readonly replacedTime: Date | undefined;
}
