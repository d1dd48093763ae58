import type { Language } from '../site/module.ts';

/** What people say has happened, and what it is in the catalogue. */
export interface Thing {
  readonly code: string;
  readonly category: string;
  /** The attribute of the category that it answers, and how; absent if the next steps have to ask. */
  readonly sets?: readonly [attribute: string, value: string];
  readonly name: Readonly<Record<Language, string>>;
  /** Other words for it, with commas between: Ukrainian, Russian as people speak it, English. */
  readonly words: string;
  /** Shown before the rest; their order is that of the list. */
  readonly isFrequent?: boolean;
  /** What to do before anything else, and whom to phone in place of the number of the category. */
  readonly warning?: Readonly<Record<Language, string>>;
  readonly numbers?: readonly string[];
}
