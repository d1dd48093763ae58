import { rows, toDate, type Database } from '@safe-community/database';
import type { OfficialFigure } from './official-figure.ts';
import { STATED_FIGURE, toFigure, type StatedFigure } from './official-figures.store.ts';

/** A statement with its place among those of its figure. */
export interface ListedStatement {
  readonly figure: OfficialFigure;
  readonly revision: number;
  readonly importedAt: Date;
  /** No later statement of the figure was published by the day of the list. */
  readonly counts: boolean;
}

/** Which statements a list shows; null for all. */
export interface WantedStatements {
  readonly indicators: readonly string[] | null;
  readonly kind: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly asKnownOn: string;
  readonly includeRevisions: boolean;
}

/** The columns by which a list is ordered. */
export interface Place {
  readonly indicator: string;
  readonly kind: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly published: string;
  readonly revision: number;
}

export function placeOf({ figure, revision }: ListedStatement): Place {
  const { indicator, kind, periodStart, periodEnd, provenance } = figure;
  return { indicator, kind, periodStart, periodEnd, published: provenance.published, revision };
}

interface Row extends StatedFigure {
  readonly revision: number;
  readonly importedAt: string;
  readonly counts: boolean;
}

export async function listStatements(
  database: Database,
  { indicators, kind, from, to, asKnownOn, includeRevisions }: WantedStatements,
  after: Place | undefined,
  most: number,
): Promise<ListedStatement[]> {
  const place = [
    after?.indicator,
    after?.kind,
    after?.periodStart,
    after?.periodEnd,
    after?.published,
    after?.revision,
  ];
  const values = [asKnownOn, indicators, kind, from, to, includeRevisions, ...place.map((part) => part ?? null), most];
  return (await rows<Row>(database.em.fork(), LIST, values)).map((row) => ({
    figure: toFigure(row),
    revision: row.revision,
    importedAt: toDate(row.importedAt),
    counts: row.counts,
  }));
}

/** The statements that count on a day, of the kinds and periods of these figures. */
export async function readCounting(
  database: Database,
  asKnownOn: string,
  figures: readonly OfficialFigure[],
): Promise<OfficialFigure[]> {
  const periods = [
    figures.map(({ kind }) => kind),
    figures.map(({ periodStart }) => periodStart),
    figures.map(({ periodEnd }) => periodEnd),
  ];
  return (await rows<StatedFigure>(database.em.fork(), COUNTING, [asKnownOn, ...periods])).map(toFigure);
}

const STATED = `
  indicator, kind, value, qualifier, period_start, period_end, publisher_uk, publisher_en, title, published, sentence,
  link, revision, imported_at`;

/** The statements that were published by $1. */
const KNOWN = `
  known as (
    select *, row_number() over (
        partition by indicator, kind, period_start, period_end order by published desc, revision desc) = 1 as counts
      from (select ${STATED} from official_figure union all select ${STATED} from former_figure) as statement
      where published <= $1::date)`;

const LIST = `
  with ${KNOWN}
  select ${STATED_FIGURE}, revision, imported_at as "importedAt", counts
    from known
    where ($2::text[] is null or indicator = any ($2)) and ($3::text is null or kind = $3)
      and ($4::date is null or period_end >= $4) and ($5::date is null or period_start <= $5)
      and ($6::boolean or counts)
      and ($7::text is null
        or (indicator collate "C", kind collate "C", period_start, period_end) > ($7, $8::text, $9::date, $10::date)
        or (indicator = $7 and kind = $8 and period_start = $9 and period_end = $10
          and (published, revision) < ($11::date, $12::integer)))
    order by indicator collate "C", kind collate "C", period_start, period_end, published desc, revision desc
    limit $13::integer`;

const COUNTING = `
  with ${KNOWN}
  select ${STATED_FIGURE}
    from known
    where counts and (kind, period_start, period_end) in (
      select * from unnest($2::text[], $3::date[], $4::date[]))`;
