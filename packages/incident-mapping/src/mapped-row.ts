import type { ImportRow } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';

/** Why a row is rejected. */
export interface Reason {
  /** Part of the mapping: "times.received". */
  readonly field: string;
  readonly rule: string;
  readonly column?: string | undefined;
  /** The text of the cell, if people need it to correct the mapping. */
  readonly text?: string | undefined;
}

/** What a row of an export becomes. */
export type MappedRow =
  | { readonly result: 'valid'; readonly row: ImportRow }
  | { readonly result: 'skipped'; readonly line: number }
  | { readonly result: 'rejected'; readonly line: number; readonly reasons: readonly Reason[] };

/** A reason as a sentence, with the text of the cell. */
export function sentenceOf({ field, rule, column, text }: Reason): string {
  const name = column ?? field;
  if (field === 'row') return rule;
  if (text === '') return `${name} is empty`;
  return text === undefined ? `${name} ${rule}` : `${name} “${text}” ${rule}`;
}
