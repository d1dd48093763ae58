import { createHash } from 'node:crypto';
import type { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import type { Reason } from './mapped-row.ts';
import { rowIds } from './row-ids.ts';
import type { Mapping } from './schema.ts';
import type { RowState } from './words.ts';

/** What becomes of a row whose key an earlier row has. */
type Repeated = NonNullable<Mapping['repeated']>;

type RowId = { readonly id: string } | { readonly skip: true } | { readonly reason: Reason };

/** A further row may leave these cells empty. */
interface KnownRow {
  readonly receivedTime: Date | undefined;
  readonly category: IncidentCategory;
  /** Whether a cell says the category. */
  readonly isCategorySaid: boolean;
  readonly state: RowState | undefined;
}

const UNIQUE = 'must be unique, or else the mapping must say repeated: merge, skip or latest';

/** Ids of the rows of one file. Remembers the key and line of each row. */
export class RowKeys {
  readonly #lines = new Map<string, number>();
  readonly #repeated: Repeated;
  readonly #known = new Map<string, KnownRow>();

  /** For a source without ids. */
  readonly ofContent = rowIds();

  constructor(repeated: Repeated = 'reject') {
    this.#repeated = repeated;
  }

  /** What further rows of the key need of the first one that is valid, if rows are merged. */
  known(key: string): KnownRow | undefined {
    return this.#known.get(key);
  }

  remember(key: string, row: KnownRow): void {
    if (this.#repeated === 'merge') this.#known.set(key, row);
  }

  /** The key of the source; another that is longer or not ASCII becomes a digest. */
  ofKey(key: string, line: number): RowId {
    if (key === '') return { reason: { field: 'key', rule: 'must be given' } };
    const known = this.#lines.get(key);
    if (known !== undefined && this.#repeated === 'skip') return { skip: true };
    if (known !== undefined && this.#repeated === 'reject') {
      return { reason: { field: 'key', rule: UNIQUE, earlierLine: known } };
    }
    this.#lines.set(key, line);
    const isPlain = /^[\x21-\x7e][\x20-\x7e]{0,99}$/.test(key);
    return { id: isPlain ? key : `key-${createHash('sha256').update(key).digest('hex').slice(0, 32)}` };
  }
}

/** Empty if all its columns are. */
export function keyText(cells: readonly string[]): string {
  return cells.every((cell) => cell === '') ? '' : cells.join('/');
}
