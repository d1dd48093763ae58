/**
 * A part of statements that a module hands to another one. The statement check (`scripts/check-sql.ts`) looks at its text
 * where it is made, as at a whole statement, so it is good wherever it is put in.
 */
export class SqlPart {
  readonly partText: string;

  /** Only for `sqlPart`, so that the check needs to look only at its callers. */
  constructor(text: string) {
    this.partText = text;
  }
}

export function sqlPart(text: string): SqlPart {
  return new SqlPart(text);
}
