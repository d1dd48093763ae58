import type { Wording } from './wording.ts';

/** One of the values of a choice. */
export interface AttributeValue {
  readonly value: string;
  readonly name: Wording;
}

/** A fact that a report of a category must or may hold. */
export type AttributeRule = {
  /** Lower-case words joined by "_". */
  readonly name: string;
  readonly wording: Wording;
  readonly required: boolean;
} & (
  | { readonly type: 'choice' | 'choices'; readonly values: readonly AttributeValue[] }
  | { readonly type: 'number'; readonly least: number; readonly most: number }
  | { readonly type: 'yes_no' | 'code' | 'edrpou' }
);
