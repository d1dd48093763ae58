import type { Casualties } from '@safe-community/contracts/incidents/v1/incident.ts';
import type { ImportRow } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';

/** Why a row is rejected. */
export interface Reason {
  /** Part of the mapping: "times.received". */
  readonly field: string;
  readonly rule: string;
  readonly column?: string | undefined;
  /** The text of the cell, if people need it to correct the mapping. */
  readonly text?: string | undefined;
  /** Line of an earlier row that the rule compares with. */
  readonly earlierLine?: number | undefined;
}

/** What a row of an export becomes. */
export type MappedRow =
  | {
      readonly result: 'valid';
      readonly row: ImportRow;
      /** What several rows of one key need to become one. */
      readonly detail: {
        /** The casualties that count in each of them. */
        readonly counted: Casualties | undefined;
        /** The cells of the description. */
        readonly described: readonly string[];
        /** Parts of the mapping whose cell is empty: what the mapping says then gives way to a row that says something. */
        readonly assumed: ReadonlySet<string>;
      };
    }
  | { readonly result: 'skipped'; readonly line: number }
  /** What it says is in an earlier row of its key. */
  | { readonly result: 'merged'; readonly line: number; readonly into: number }
  | { readonly result: 'rejected'; readonly line: number; readonly reasons: readonly Reason[] };

/** Of a row that was merged into one which was then rejected: the source of both is one incident, and it is not there. */
export function mergedIntoRejected(first: number): Reason {
  return { field: 'row', rule: `is part of the row in line ${first}, which is rejected` };
}

/** The rule with the line that it compares with. */
export function ruleOf({ rule, earlierLine }: Reason): string {
  return earlierLine === undefined ? rule : `${rule} (see line ${earlierLine})`;
}

/** A reason as a sentence, with the text of the cell. */
export function sentenceOf(reason: Reason): string {
  const { field, column, text } = reason;
  const [name, rule] = [column ?? field, ruleOf(reason)];
  if (field === 'row') return rule;
  if (text === '') return `${name} is empty`;
  return text === undefined ? `${name} ${rule}` : `${name} “${text}” ${rule}`;
}
