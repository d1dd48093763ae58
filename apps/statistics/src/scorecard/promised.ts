import type { Figure, UnitName } from '../figures/module.ts';
import type { Target } from '../on-time/module.ts';
import type { SensitiveMeasure } from '../publication/module.ts';

/** A promise, declared once: figures, contract, charts, pages, the terminal, and docs/promises.md derive from it. */
export interface Promised {
  /** Lower case with "_", never changed: programs know it. */
  readonly id: string;
  readonly titleUk: string;
  readonly titleEn: string;
  readonly unit: UnitName;
  /** With which it is shown: what people care about. */
  readonly group: 'lives' | 'near' | 'on_time' | 'streets' | 'protection';
  /** Absent where neither is: more reports of violence may be more violence, or more trust. */
  readonly better?: 'more' | 'fewer';
  /** Absent where nobody counts it here. */
  readonly counted?: Counting;
  /**
   * The id of the one official series that the promise is read from, goals included: the one that states 2020 and the most
   * whole years after it. Other series of the indicator are never beside it.
   */
  readonly official?: string;
  /** The dated rule to judge it by; absent where no number was promised. */
  readonly target?: TargetRule;
  /** `counts`: by the interval of their ratio; `shares`: by their own intervals. Absent of what has none. */
  readonly trend?: 'counts' | 'shares';
  /** What the numbers of people are called in a sentence against 2020: "the number of …". */
  readonly sentence?: { readonly uk: string; readonly en: string };
  /** In the table of the pages, that of the terminal, and the chart of the progress. JSON has all. */
  readonly shown: readonly ('pages' | 'terminal' | 'chart')[];
}

/** Where the number comes from. */
type Counting = CountedFigures | { readonly released: ReleasedSeries } | { readonly now: NowCount };

/** What figures of a span become the number. */
export interface CountedFigures {
  /** Names of `figures/measures.ts`. */
  readonly measures: readonly string[];
  /**
   * `sum`: all of them; `median`: as it is; `share`: per cent of a whole; `part`: the number that a share stands for;
   * `cases`: how many are behind a median; `sample`: a share of surveys, never without its sample.
   */
  readonly take: 'sum' | 'median' | 'share' | 'part' | 'cases' | 'sample';
  /** Only those of this category or responder. */
  readonly of?: Partial<Pick<Figure, 'category' | 'responder'>>;
}

export interface ReleasedSeries {
  readonly category: 'domestic_violence' | 'school_safety';
  readonly measure: SensitiveMeasure;
}

/** Of the whole country at the moment of reading, also between two daily measurements. */
export type NowCount = 'assigned' | 'hromadasCovered' | 'equipped';

type TargetRule =
  /** The published goal of the official series. */
  | 'published'
  /** All that there are. */
  | 'all'
  /** The dated targets that events name. */
  | Pick<Target, 'goal' | 'service'>
  | Pick<Target, 'goal' | 'targetClass'>;

/** Figures of a span; undefined of what is released, or of now. */
export function figuresBehind({ counted }: Promised): CountedFigures | undefined {
  return counted !== undefined && 'measures' in counted ? counted : undefined;
}
