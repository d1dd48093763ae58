/** What a service may do with one of its tables, besides reading it. */
export interface TableRights {
  readonly insert?: true;
  /** All columns, or these. `select … for update` needs at least one. */
  readonly update?: true | readonly string[];
  /**
   * Columns that can be null and never change after the insert. `openDatabase` requires each column of an entity that can
   * be null to be here or in `update`.
   */
  readonly insertOnly?: readonly string[];
  /** All rows, or those that meet this condition. */
  readonly delete?: true | string;
  /**
   * The producer whose events alone fill the table. A rebuild fills a temporary copy of it, so the service may create
   * temporary tables.
   */
  readonly rebuiltFrom?: string;
  /** A condition for the rows that the service may read and write. Absent: all. It also applies to the owner. */
  readonly rows?: string;
  /** What people and dashboards may read. Absent: nothing. */
  readonly reader?: ReaderRights;
}

export interface ReaderRights {
  readonly columns: readonly string[];
  /** A condition for the rows. Absent: all. */
  readonly rows?: string;
}

/** By table name. Only the owner may access a table that is not declared. */
export type Rights = Readonly<Record<string, TableRights>>;

/** The tables that the events of a producer fill. */
export function tablesRebuiltFrom(rights: Rights, producer: string): string[] {
  return Object.keys(rights).filter((table) => rights[table]?.rebuiltFrom === producer);
}

const AUDIT = 'audit_';

/** The effective rights on a table, declared or not. Audit tables never allow changes, whatever is declared. */
export function rightsOf(rights: Rights, table: string): TableRights | undefined {
  const declared = rights[table];
  if (!table.startsWith(AUDIT)) return declared;
  return { insert: true, ...(declared?.reader && { reader: declared.reader }) };
}

/** The columns of the wrapping key: a rotation changes them even in rows that otherwise never change. */
const OF_ITS_KEY = ['key_id', 'wrapped_key'];

/** Whether the service needs temporary tables. */
export function copiesTables(rights: Rights): boolean {
  return Object.values(rights).some(({ rebuiltFrom }) => rebuiltFrom !== undefined);
}

/** Whether its rows never change. */
export function isWrittenOnce({ update = [], delete: deletes }: TableRights): boolean {
  return deletes === undefined && update !== true && update.every((column) => OF_ITS_KEY.includes(column));
}
