/**
 * A table with data keys in its columns `key_id` and `wrapped_key`, both null where there is none. It has an index on
 * `key_id`, else each look for keys to wrap anew reads all of it.
 */
export interface EncryptedTable {
  readonly name: string;
  /** The column whose value is the subject of the data key: a UUID, the primary key. */
  readonly id: string;
}
