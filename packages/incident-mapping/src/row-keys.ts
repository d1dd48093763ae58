import { createHash } from 'node:crypto';
import { rowIds } from './row-ids.ts';

type RowId = { readonly id: string } | { readonly reason: { readonly field: 'key'; readonly rule: string } };

/** Ids of the rows of one file. Remembers the key and line of each row. */
export class RowKeys {
  readonly #lines = new Map<string, number>();

  /** For a source without ids. */
  readonly ofContent = rowIds();

  /** The key of the source; another that is longer or not ASCII becomes a digest. A file may have each key once. */
  ofKey(key: string, line: number): RowId {
    if (key === '') return { reason: { field: 'key', rule: 'must be given' } };
    const known = this.#lines.get(key);
    if (known !== undefined) return { reason: { field: 'key', rule: `must be unique: line ${known} has the same` } };
    this.#lines.set(key, line);
    const isPlain = /^[\x21-\x7e][\x20-\x7e]{0,99}$/.test(key);
    return { id: isPlain ? key : `key-${createHash('sha256').update(key).digest('hex').slice(0, 32)}` };
  }
}
