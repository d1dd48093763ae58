/** What a service's statements do with one of its tables. It reads every table that is declared. */
export interface TableRights {
  readonly insert?: true;
  /** Every column, or these. `select … for update` needs one. */
  readonly update?: true | readonly string[];
  /** Every row, or those that meet this condition. */
  readonly delete?: true | string;
  /** Which rows the service sees and writes, as a condition; absent: all. The owner is bound by it as well. */
  readonly rows?: string;
  /** What people and dashboards see; absent: nothing. */
  readonly reader?: ReaderRights;
}

export interface ReaderRights {
  readonly columns: readonly string[];
  /** Which rows, as a condition; absent: all. */
  readonly rows?: string;
}

/** By the table. Who may do what with a table that is not declared: nobody but its owner. */
export type Rights = Readonly<Record<string, TableRights>>;

const AUDIT = 'audit_';

/** What holds of a table, declared or not. Of the audit nothing is ever changed, whatever is declared. */
export function rightsOf(rights: Rights, table: string): TableRights | undefined {
  const declared = rights[table];
  if (!table.startsWith(AUDIT)) return declared;
  return { insert: true, ...(declared?.reader && { reader: declared.reader }) };
}

/** By which key a row is sealed: that may change though nothing else of the row does. */
const OF_ITS_KEY = ['key_id', 'wrapped_key'];

/** Whether its rows are written once. */
export function isWrittenOnce({ update = [], delete: deletes }: TableRights): boolean {
  return deletes === undefined && update !== true && update.every((column) => OF_ITS_KEY.includes(column));
}
