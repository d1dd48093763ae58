/** How long the personal data of reports of one category is kept after the report is closed. */
export interface KeptCategory {
  readonly code: string;
  readonly name: Readonly<Record<'uk' | 'en', string>>;
  readonly days: number;
  /** Where the term comes from; in Ukrainian, as the act is. */
  readonly source: string;
  /** Whether a person has compared it with its source. */
  readonly isConfirmed: boolean;
}

/** Undefined while the service that knows them does not answer. */
export type ReadKept = () => Promise<readonly KeptCategory[] | undefined>;
