import type { Violation } from '@safe-community/domain-kit';

/** The cell of a column in a row, without surrounding blanks; empty if the mapping says that its text means nothing. */
export type Cell = (cells: readonly string[]) => string;

/** The columns of a file, as the mapping names them. */
export class Columns {
  readonly names: readonly string[];
  readonly #file: string;
  readonly #indexes = new Map<string, number>();
  readonly #empty: ReadonlySet<string>;
  readonly #problems: Violation[];
  readonly #listed: boolean;
  readonly #derived = new Map<string, { readonly name: string; readonly cell: Cell }>();

  /**
   * @param problems gets a violation for each column that the file does not have.
   * @param isListed whether it lists the columns that are there: a file without a header line has data in its place.
   */
  constructor(
    file: string,
    names: readonly string[],
    empty: readonly string[],
    problems: Violation[],
    isListed: boolean,
  ) {
    this.#listed = isListed;
    this.names = names.map((name) => name.trim());
    this.#file = file;
    this.#empty = new Set(empty.map((text) => text.trim()));
    this.#problems = problems;
    // The first one of two columns with the same name counts.
    this.names.forEach((name, index) => {
      const folded = fold(name);
      if (!this.#indexes.has(folded)) this.#indexes.set(folded, index);
    });
  }

  /** Adds a column that is computed from others. */
  derive(name: string, field: string, cell: Cell): void {
    if (this.#indexes.has(fold(name))) {
      this.#problems.push({ field, rule: `must have another name: ${this.#file} has a column “${name}”` });
    }
    this.#derived.set(fold(name), { name, cell });
  }

  /** The cell of a column; case of the name does not matter. */
  cell(name: string, field: string): Cell {
    const derived = this.#derived.get(fold(name));
    if (derived !== undefined) return derived.cell;
    const index = this.#indexes.get(fold(name));
    if (index === undefined) this.#problems.push({ field, rule: this.#absent(name) });
    return (cells) => {
      const text = (cells[index ?? -1] ?? '').trim();
      return this.#empty.has(text) ? '' : text;
    };
  }

  /** The cells of several columns. */
  cells(names: readonly string[], field: string): (cells: readonly string[]) => string[] {
    const each = names.map((name) => this.cell(name, field));
    return (cells) => each.map((cell) => cell(cells));
  }

  #absent(name: string): string {
    const near = nearest(name, [...this.names, ...[...this.#derived.values()].map((each) => each.name)]);
    const meant = near === undefined ? '' : ` (did you mean “${near}”?)`;
    const there = this.#listed ? `: it has ${listed(this.names)}` : '';
    return `names the column “${name}”, which ${this.#file} does not have${meant}${there}${this.#otherDelimiter()}`;
  }

  /** A header that is one cell was probably not split. */
  #otherDelimiter(): string {
    const [only = '', ...others] = this.names;
    const delimiter = /[;\t|,]/.exec(only)?.[0];
    if (others.length > 0 || delimiter === undefined) return '';
    return `. Is the delimiter ${delimiter === '\t' ? 'tab' : `“${delimiter}”`}?`;
  }
}

/** Texts that differ only in case, form or blanks are the same. */
export function fold(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ').toUpperCase();
}

const MAX_LISTED = 30;

function listed(names: readonly string[]): string {
  const rest = names.length - MAX_LISTED;
  return `${names.slice(0, MAX_LISTED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** The word that is most like a mistyped one; undefined if none is. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const wanted = fold(word);
  const near = words.map((each) => {
    const isPart = each !== '' && (fold(each).includes(wanted) || wanted.includes(fold(each)));
    return { each, distance: isPart ? 1 : distance(wanted, fold(each)) };
  });
  const [best] = near.toSorted((a, b) => a.distance - b.distance);
  return best !== undefined && best.distance <= Math.max(2, Math.floor(wanted.length / 2)) ? best.each : undefined;
}

/** The number of characters to insert, delete or replace (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
