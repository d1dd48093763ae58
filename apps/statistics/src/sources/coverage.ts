import type { Day } from '@safe-community/domain-kit';
import type { Category } from '../incidents/module.ts';
import type { DeclaredSource, Matter } from './declaration.ts';
import type { Quiet } from '../heard/module.ts';
import { dayNumber, intersect, MIN_DAY, subtract, unite, type Span } from './spans.ts';
import { Steps } from './steps.ts';

/** In the order of the contract. */
export const COMPLETENESSES = ['complete', 'incomplete', 'unknown'] as const;

/** How whole a figure is. */
export interface Coverage {
  readonly completeness: (typeof COMPLETENESSES)[number];
  /** Of its people and days, per cent. */
  readonly coveredPercent: number;
}

/** On which days people belong to a territory. Undefined: without a bound. */
export interface CoveredPart {
  readonly code: string;
  readonly first: Day | undefined;
  readonly last: Day | undefined;
}

/** What completeness follows from. */
export interface ReportingFacts {
  readonly declarations: readonly DeclaredSource[];
  /** By source; one that is absent was never heard. */
  readonly quiet: ReadonlyMap<string, readonly Quiet[]>;
  /** The last day that can be covered. */
  readonly until: Day;
  /** The code and those of what it lies in. */
  readonly around: (code: string) => readonly string[];
  /** Undefined if it is not known. */
  readonly populationOf: (code: string) => number | undefined;
  /** Days on which nobody can report from there. */
  readonly occupiedOf: (code: string) => readonly Quiet[];
}

/** What is asked of a territory; all its days are added up. */
export interface Asked {
  readonly matter: Matter;
  /** All of which make up the figure. */
  readonly categories: readonly Category[];
  readonly parts: readonly CoveredPart[];
}

/** How much is covered of a part of the calendar. */
export type Covering = (from: Day, to: Day) => Covered;

export interface Covered {
  /** Of all people and days, by sources that report all categories. */
  readonly share: number;
  readonly isWhole: boolean;
  /** Whether any category is reported by anybody. */
  readonly isAny: boolean;
}

const NEVER: readonly Quiet[] = [{ from: undefined, to: undefined }];

/** Places of a territory that lie in the same units and count on the same days. */
interface Places {
  readonly around: readonly string[];
  readonly open: readonly Span[];
  people: number;
}

/** A territory by its places, with what was computed of it. */
interface Territory {
  readonly places: readonly Places[];
  readonly total: Steps;
  readonly coverings: Map<string, Covering>;
}

/** Enough for a map of all hromadas; then all is forgotten. */
const MAX_TERRITORIES = 2_000;

/**
 * Which people and days declared sources cover. A day counts with all the people of a place or with none of them. Places are
 * left out while they are occupied.
 */
export class Reporting {
  readonly #facts: ReportingFacts;
  /** By what is declared of a matter and category: the spans of the territories that are named. */
  readonly #declared = new Map<string, ReadonlyMap<string, readonly Span[]>>();
  readonly #territories = new Map<string, Territory>();
  readonly #until: number;

  constructor(facts: ReportingFacts) {
    this.#facts = facts;
    this.#until = dayNumber(facts.until);
  }

  covering({ matter, categories, parts }: Asked): Covering {
    const territory = this.#territoryOf(parts);
    const key = [...new Set(categories.map((category) => this.#keyOf(matter, category)))].join('\n');
    const known = territory.coverings.get(key);
    if (known !== undefined) return known;
    const declared = [...new Set(categories.map((category) => this.#declaredOf(matter, category)))];
    const covering = this.#cover(territory, declared);
    territory.coverings.set(key, covering);
    return covering;
  }

  #cover({ places, total }: Territory, declared: readonly ReadonlyMap<string, readonly Span[]>[]): Covering {
    const [all, any] = [new Steps(), new Steps()];
    for (const { around, open, people } of this.#alike(places, declared)) {
      const covered = coveredBy(declared, around);
      all.add(intersect(open, covered[0]), people);
      any.add(intersect(open, covered[1]), people);
    }
    return (from, to) => {
      const [first, last] = [dayNumber(from), Math.min(dayNumber(to), this.#until)];
      const [whole, reported] = [total.sum(first, last), all.sum(first, last)];
      return {
        share: whole === 0 ? 0 : reported / whole,
        isWhole: whole > 0 && reported === whole && first >= MIN_DAY,
        isAny: any.sum(first, last) > 0,
      };
    };
  }

  /** Those of which something is declared, together where the same is: a country has few kinds of them. */
  #alike(places: readonly Places[], declared: readonly ReadonlyMap<string, readonly Span[]>[]): Iterable<Places> {
    const alike = new Map<string, Places>();
    for (const { around, open, people } of places) {
      const named = around.filter((code) => declared.some((spans) => spans.has(code)));
      if (named.length === 0) continue;
      const key = [...named, ...open.map(({ first, last }) => `${first}-${last}`)].join(' ');
      const same = alike.get(key);
      if (same === undefined) alike.set(key, { around: named, open, people });
      else same.people += people;
    }
    return alike.values();
  }

  #territoryOf(parts: readonly CoveredPart[]): Territory {
    const key = parts.map(({ code, first, last }) => `${code} ${first} ${last}`).join('\n');
    const known = this.#territories.get(key);
    if (known !== undefined) return known;
    const total = new Steps();
    const places = parts.map((part) => {
      const open = this.#openSpans(part);
      // Somebody lives there, even if nobody knows how many.
      const people = this.#facts.populationOf(part.code) ?? 1;
      total.add(open, people);
      return { around: this.#facts.around(part.code), open, people };
    });
    if (this.#territories.size >= MAX_TERRITORIES) this.#territories.clear();
    const territory = { places, total, coverings: new Map() };
    this.#territories.set(key, territory);
    return territory;
  }

  #keyOf(matter: Matter, category: Category): string {
    return this.#ofCategory(matter, category)
      .map(({ declarationId }) => declarationId)
      .join(' ');
  }

  #ofCategory(matter: Matter, category: Category): readonly DeclaredSource[] {
    return this.#facts.declarations.filter(
      ({ matters, categories }) => matters.includes(matter) && categories.includes(category),
    );
  }

  /** One object for the same declarations, so that categories that are declared together are computed once. */
  #declaredOf(matter: Matter, category: Category): ReadonlyMap<string, readonly Span[]> {
    const key = this.#keyOf(matter, category);
    const found = this.#declared.get(key) ?? this.#spansOf(this.#ofCategory(matter, category));
    this.#declared.set(key, found);
    return found;
  }

  #spansOf(declarations: readonly DeclaredSource[]): ReadonlyMap<string, readonly Span[]> {
    const byCode = new Map<string, readonly Span[]>();
    for (const { source, territoryCodes, firstDay, lastDay, lagDays } of declarations) {
      const settled = this.#until - lagDays;
      const last = lastDay === undefined ? settled : Math.min(dayNumber(lastDay), settled);
      const quiet = this.#facts.quiet.get(source) ?? NEVER;
      const heard = subtract([{ first: dayNumber(firstDay), last }], quiet.map(this.#toSpan));
      for (const code of territoryCodes) byCode.set(code, unite([...(byCode.get(code) ?? []), ...heard]));
    }
    return byCode;
  }

  #openSpans({ code, first, last }: CoveredPart): readonly Span[] {
    const own = this.#toSpan({ from: first, to: last });
    return subtract([own], this.#facts.occupiedOf(code).map(this.#toSpan));
  }

  readonly #toSpan = ({ from, to }: Quiet): Span => ({
    first: from === undefined ? MIN_DAY : Math.max(MIN_DAY, dayNumber(from)),
    last: to === undefined ? this.#until : Math.min(this.#until, dayNumber(to)),
  });
}

/** The days on which all categories are reported, and on which any is. */
function coveredBy(declared: readonly ReadonlyMap<string, readonly Span[]>[], around: readonly string[]) {
  const each = declared.map((byCode) => unite(around.flatMap((code) => byCode.get(code) ?? [])));
  const [first = [], ...others] = each;
  return [others.reduce(intersect, first), unite(each.flat())] as const;
}

/** What the coverage of a figure says, with what was counted of it. */
export function coverageOf({ share, isWhole, isAny }: Covered, isCounted: boolean): Coverage {
  if (isWhole) return { completeness: 'complete', coveredPercent: 100 };
  // Never 100 of what is not whole.
  const coveredPercent = Math.min(Math.floor(share * 1_000) / 10, 99.9);
  return { completeness: isAny || isCounted ? 'incomplete' : 'unknown', coveredPercent };
}
