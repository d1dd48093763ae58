import type { EntityManager } from '@safe-community/database';
import {
  isRefused,
  nextVersion,
  type Decision,
  type Recorded,
  type Refusal,
  type RuleRecord,
} from '@safe-community/domain-kit';
import type { Write } from '../module/steps.ts';
import type { RuleStore } from './rule-store.ts';

/** A rule to record, and the etag of the version that the caller has read; empty replaces any. */
export interface RuleCommand<Rule> {
  readonly rule: Rule;
  readonly etag: string;
}

interface Options<Rule, Command> {
  /** Why the rule cannot be recorded beside the present ones. No other rule can be recorded before this one is. */
  readonly refuse?: (recording: Recording<Rule, Command>) => Refusal | undefined;
  /** The version that the rule gets, or why it cannot be recorded. */
  readonly versionOf?: typeof nextVersion;
}

interface Recording<Rule, Command> {
  readonly command: Command;
  readonly present: readonly Recorded<Rule>[];
  readonly now: Date;
}

interface Loaded<Rule> {
  /** Undefined if no rule has the date. */
  readonly recorded: RuleRecord | undefined;
  readonly present: readonly Recorded<Rule>[];
}

interface RuleVersion<Rule> {
  readonly rule: Rule;
  readonly version: number;
}

/** The steps of a command that records a rule: the former version of its date stays readable. */
export function recordRule<Rule, Command extends RuleCommand<Rule> = RuleCommand<Rule>>(
  store: RuleStore<Rule>,
  { refuse, versionOf = nextVersion }: Options<Rule, Command> = {},
) {
  return {
    async load({ tx, command }: { readonly tx: EntityManager; readonly command: Command }): Promise<Loaded<Rule>> {
      // Locks the table before it is read.
      const recorded = await store.lock(tx, command.rule);
      return { recorded, present: refuse === undefined ? [] : await store.list(tx) };
    },
    decide({ loaded: { recorded, present }, command, now }: Deciding<Rule, Command>): Decision<RuleVersion<Rule>> {
      const version = versionOf(recorded, command.etag);
      if (isRefused(version)) return version;
      return refuse?.({ command, present, now }) ?? { rule: command.rule, version };
    },
    async save({ tx, change: { rule, version }, now, call }: Saving<Rule>): Promise<Rule> {
      await store.save(tx, rule, { version, caller: call.caller.name, now });
      return rule;
    },
  };
}

interface Deciding<Rule, Command> {
  readonly loaded: Loaded<Rule>;
  readonly command: Command;
  readonly now: Date;
}

interface Saving<Rule> extends Pick<Write, 'now' | 'call'> {
  readonly tx: EntityManager;
  readonly change: RuleVersion<Rule>;
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
