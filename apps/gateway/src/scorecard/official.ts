import type { OfficialQualifier } from '../official/module.ts';
import type { CalendarDay } from '../site/module.ts';

/** A figure as it was published. It is never computed again. */
export interface OfficialValue {
  readonly value: number;
  readonly qualifier: OfficialQualifier;
  readonly periodEnd: CalendarDay | undefined;
  readonly source: Source | undefined;
}

export interface Source {
  /** What the publisher publishes by this definition. */
  readonly seriesId: string;
  readonly publisher: { readonly uk: string; readonly en: string };
  readonly title: string;
  readonly published: CalendarDay | undefined;
}
