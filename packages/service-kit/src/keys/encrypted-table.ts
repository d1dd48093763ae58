/**
 * A table with data keys in its columns `key_id` and `wrapped_key`, which are null in a row without one. It needs an
 * index on `key_id`, because without one each search for keys to rewrap reads the whole table.
 */
export interface EncryptedTable {
  readonly name: string;
  /** The column whose value is the subject of the data key: a UUID, the primary key. */
  readonly id: string;
}
