import { createHash } from 'node:crypto';
import { Refusal } from '@safe-community/domain-kit';
import { readRecords } from './records.ts';
import type { FileForm } from './schema.ts';

/** A further file of an import, in memory. */
export interface FurtherFile {
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
  /** SHA-256 of its bytes. */
  readonly digest: Buffer;
}

const MAX_ROWS = 2_000_000;

/**
 * Reads a further file whole. Throws a Refusal that names the line of a record that cannot be read.
 *
 * @param most the number of its rows.
 */
export async function readFurtherFile(
  name: string,
  form: FileForm,
  source: AsyncIterable<Uint8Array>,
  most = MAX_ROWS,
): Promise<FurtherFile> {
  const rows: { line: number; cells: readonly string[] }[] = [];
  let header: readonly string[] | undefined = form.header;
  const digest = createHash('sha256');
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const bytes of source) {
      digest.update(bytes);
      yield bytes;
    }
  };
  for await (const { line, cells, broken } of readRecords(counted(), form)) {
    if (header === undefined) {
      header = cells;
      continue;
    }
    if (broken !== undefined) throw invalidFile(name, `line ${line}: ${broken}`);
    if (cells.length < header.length || cells.slice(header.length).some((cell) => cell.trim() !== '')) {
      throw invalidFile(name, `line ${line} has ${cells.length} columns, the header ${header.length}`);
    }
    if (rows.length === most) throw invalidFile(name, `must have at most ${most} rows`);
    rows.push({ line, cells });
  }
  if (header === undefined) throw invalidFile(name, 'must begin with a header line');
  return { name, header, rows, digest: digest.digest() };
}

function invalidFile(name: string, rule: string): Refusal {
  return new Refusal('invalid-argument', `the file “${name}” is not valid: ${rule}`, {
    reason: 'FIELDS_INVALID',
    violations: [{ field: `files.${name}`, rule }],
  });
}

/** The rows of a further file by their key. */
export class JoinedRows {
  readonly #byKey = new Map<string, (readonly string[])[]>();
  readonly #used = new Set<string>();

  constructor(rows: FurtherFile['rows'], keyOf: (cells: readonly string[]) => string) {
    for (const { cells } of rows) {
      const key = plain(keyOf(cells));
      const others = this.#byKey.get(key);
      if (others === undefined) this.#byKey.set(key, [cells]);
      else others.push(cells);
    }
  }

  of(given: string): readonly (readonly string[])[] {
    const key = plain(given);
    const rows = this.#byKey.get(key);
    if (rows === undefined) return [];
    this.#used.add(key);
    return rows;
  }

  /** Rows that belong to no row of the export so far. */
  unused(): number {
    return [...this.#byKey].reduce((sum, [key, rows]) => (this.#used.has(key) ? sum : sum + rows.length), 0);
  }
}

/** A number is the same as "180001.0", which programs write where a column has empty cells. */
function plain(key: string): string {
  return key.replace(/(?<=^|\/)(\d+)[.,]0+(?=\/|$)/g, '$1');
}
