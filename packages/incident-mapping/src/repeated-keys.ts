import type { ReadPlace } from './place.ts';
import type { ReadRowTime } from './times.ts';
import { isOfEmptyCell, type Meaning } from './translation.ts';

const PARTS = ['times.received', 'category', 'place'] as const;

/** When, what and where an incident was, as far as a row says it. */
type Told = Readonly<Record<(typeof PARTS)[number], string>>;

interface Difference {
  readonly line: number;
  /** Line of the first row of the key. */
  readonly earlierLine: number;
  /** Parts of the mapping. */
  readonly parts: readonly string[];
}

/** Fewer may be mistakes of a source whose key is one. */
const PLAIN_SHARE = 0.1;

/** Whether a key whose further rows are left out identifies an incident: then all its rows tell of the same one. */
export class RepeatedKeys {
  rows = 0;
  /** Of them, those that tell of another incident than the first row of their key. */
  differing = 0;
  first: Difference | undefined;
  readonly #known = new Map<string, Told & { readonly line: number }>();

  note(key: string, line: number, told: Told): void {
    if (key === '') return;
    const known = this.#known.get(key);
    if (known === undefined) {
      this.#known.set(key, { ...told, line });
      return;
    }
    this.rows += 1;
    const parts = PARTS.filter((part) => told[part] !== '' && known[part] !== '' && told[part] !== known[part]);
    if (parts.length === 0) return;
    this.differing += 1;
    this.first ??= { line, earlierLine: known.line, parts };
  }

  get isPlainlyNoKey(): boolean {
    return this.differing > 0 && this.differing >= PLAIN_SHARE * this.rows;
  }
}

interface Readers {
  readonly received: ReadRowTime | undefined;
  readonly category: (cells: readonly string[]) => Meaning<unknown>;
  readonly place: ReadPlace;
}

/** Empty for what the row does not say, or what is not understood. */
export function toldBy({ received, category, place }: Readers, cells: readonly string[]): Told {
  const [at, kind, where] = [received?.(cells, undefined), category(cells), place(cells)];
  const isPlaceSaid = where.isEmpty !== true && !('skip' in where) && !('reasons' in where);
  return {
    'times.received': at !== undefined && 'time' in at ? (at.time?.toISOString() ?? '') : '',
    category: 'value' in kind && !isOfEmptyCell(kind) ? String(kind.value) : '',
    place: isPlaceSaid
      ? [
          where.hromadaCode,
          where.starostaDistrictCode,
          where.settlementCode,
          where.location?.latitude,
          where.location?.longitude,
        ].join(' ')
      : '',
  };
}
