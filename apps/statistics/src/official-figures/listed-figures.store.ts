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
  readonly seriesId: string | null;
  readonly kind: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly asKnownOn: string;
  readonly includeRevisions: boolean;
}

/** The columns by which a list is ordered. */
export interface Place {
  readonly seriesId: string;
  readonly kind: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly published: string;
  readonly revision: number;
}

export function placeOf({ figure, revision }: ListedStatement): Place {
  const { series, kind, periodStart, periodEnd, provenance } = figure;
  return { seriesId: series.id, kind, periodStart, periodEnd, published: provenance.published, revision };
}

interface Row extends StatedFigure {
  readonly revision: number;
  readonly importedAt: string;
  readonly counts: boolean;
}

export async function listStatements(
  database: Database,
  { indicators, seriesId, kind, from, to, asKnownOn, includeRevisions }: WantedStatements,
  after: Place | undefined,
  most: number,
): Promise<ListedStatement[]> {
  const place = [after?.seriesId, after?.kind, after?.periodStart, after?.periodEnd, after?.published, after?.revision];
  const wanted = [asKnownOn, indicators, kind, from, to, includeRevisions];
  const values = [...wanted, ...place.map((part) => part ?? null), most, seriesId];
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
  series_id, kind, value, qualifier, period_start, period_end, title, published, sentence, link, replaces, note_uk,
  note_en, revision, imported_at`;

/** The statements that were published by $1. */
const KNOWN = `
  known as (
    select *, row_number() over (
        partition by series_id, kind, period_start, period_end order by published desc, revision desc) = 1 as counts
      from (select ${STATED} from official_figure union all select ${STATED} from former_figure) as statement
      where published <= $1::date)`;

const LIST = `
  with ${KNOWN}
  select ${STATED_FIGURE}, revision, imported_at as "importedAt", counts
    from known join official_series as series on series.id = series_id
    where ($2::text[] is null or indicator = any ($2)) and ($3::text is null or kind = $3)
      and ($4::date is null or period_end >= $4) and ($5::date is null or period_start <= $5)
      and ($6::boolean or counts) and ($14::text is null or series_id = $14)
      and ($7::text is null
        or (series_id collate "C", kind collate "C", period_start, period_end) > ($7, $8::text, $9::date, $10::date)
        or (series_id = $7 and kind = $8 and period_start = $9 and period_end = $10
          and (published, revision) < ($11::date, $12::integer)))
    order by series_id collate "C", kind collate "C", period_start, period_end, published desc, revision desc
    limit $13::integer`;

const COUNTING = `
  with ${KNOWN}
  select ${STATED_FIGURE}
    from known join official_series as series on series.id = series_id
    where counts and (kind, period_start, period_end) in (
      select * from unnest($2::text[], $3::date[], $4::date[]))`;
