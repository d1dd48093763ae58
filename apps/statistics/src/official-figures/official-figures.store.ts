import { defineEntity, p, type InferEntity } from '@mikro-orm/postgresql';
import { rows, type EntityManager, type Rights } from '@safe-community/database';
import type { ImportPlan, Known, Statement } from './figure-import.ts';
import { FIGURE_KINDS, QUALIFIERS, type OfficialFigure, type Provenance } from './official-figure.ts';
import { INDICATORS, SERIES_FIELDS, type OfficialSeries } from './official-series.ts';

/** What one publisher publishes by one definition. */
export const OfficialSeriesRow = defineEntity({
  name: 'OfficialSeriesRow',
  tableName: 'official_series',
  properties: {
    id: p.string().primary(),
    indicator: p.enum(INDICATORS),
    nameUk: p.string(),
    nameEn: p.string(),
    publisherUk: p.string(),
    publisherEn: p.string(),
    definitionUk: p.string(),
    definitionEn: p.string(),
    unit: p.string(),
    licenceUk: p.string(),
    licenceEn: p.string(),
    differsUk: p.string(),
    differsEn: p.string(),
  },
});

const IDENTITY = {
  seriesId: p.string().primary(),
  kind: p.enum(FIGURE_KINDS).primary(),
  periodStart: p.date().primary(),
  periodEnd: p.date().primary(),
};

const STATEMENT = {
  value: p.float(),
  qualifier: p.enum(QUALIFIERS),
  title: p.string(),
  published: p.date(),
  sentence: p.string(),
  link: p.string(),
  replaces: p.date().nullable(),
  noteUk: p.string(),
  noteEn: p.string(),
  importedBy: p.string(),
  importedAt: p.datetime(),
};

/** The statement of a figure that counts. */
export const OfficialFigureRow = defineEntity({
  name: 'OfficialFigureRow',
  tableName: 'official_figure',
  properties: {
    ...IDENTITY,
    /** 1 for the first statement. */
    revision: p.integer(),
    ...STATEMENT,
  },
});

/** A statement that no longer counts, or that was imported after a later one. */
export const FormerFigureRow = defineEntity({
  name: 'FormerFigureRow',
  tableName: 'former_figure',
  properties: { ...IDENTITY, revision: p.integer().primary(), ...STATEMENT },
});

const COLUMN_TYPES = `
  series_id text not null references official_series,
  kind text not null,
  period_start date not null,
  period_end date not null,
  revision integer not null,
  value double precision not null,
  qualifier text not null,
  title text not null,
  published date not null,
  -- from where, and with which words
  sentence text not null,
  link text not null,
  -- when the statement was published that it says it replaces
  replaces date,
  note_uk text not null,
  note_en text not null,
  imported_by text not null,
  imported_at timestamptz not null`;

export const FIGURE_TABLES: readonly string[] = [
  `create table official_series (
     id text primary key,
     indicator text not null,
     name_uk text not null,
     name_en text not null,
     publisher_uk text not null,
     publisher_en text not null,
     definition_uk text not null,
     definition_en text not null,
     unit text not null,
     licence_uk text not null,
     licence_en text not null,
     -- why it differs from others of its indicator; empty if nobody says why
     differs_uk text not null,
     differs_en text not null
   )`,
  `create table official_figure (
     ${COLUMN_TYPES},
     primary key (series_id, kind, period_start, period_end)
   )`,
  `create table former_figure (
     ${COLUMN_TYPES},
     primary key (series_id, kind, period_start, period_end, revision)
   )`,
];

const SERIES_COLUMNS = { id: 'id', ...SERIES_FIELDS } as const satisfies Record<keyof OfficialSeries, string>;

const READABLE = [
  'series_id',
  'kind',
  'period_start',
  'period_end',
  'revision',
  'value',
  'qualifier',
  'title',
  'published',
  'sentence',
  'link',
  'replaces',
  'note_uk',
  'note_en',
  'imported_at',
];

export const FIGURE_RIGHTS: Rights = {
  official_series: { insert: true, reader: { columns: Object.values(SERIES_COLUMNS) } },
  // Locking the table requires the right to update every column.
  official_figure: { insert: true, update: true, reader: { columns: READABLE } },
  former_figure: { insert: true, reader: { columns: READABLE } },
};

type Row = InferEntity<typeof OfficialFigureRow>;

/** Imports decide one at a time, until the end of the transaction. */
export async function lockFigures(tx: EntityManager): Promise<void> {
  // Conflicts with itself and with writes, not with reads.
  await rows(tx, 'lock table official_figure in share row exclusive mode');
}

/** All series, and all statements of the periods of those given. */
export async function findKnown(
  tx: EntityManager,
  figures: readonly Pick<OfficialFigure, 'periodStart' | 'periodEnd'>[],
): Promise<Known> {
  const ofPeriods = {
    periodStart: { $in: [...new Set(figures.map(({ periodStart }) => periodStart))] },
    periodEnd: { $in: [...new Set(figures.map(({ periodEnd }) => periodEnd))] },
  };
  const series = new Map((await tx.find(OfficialSeriesRow, {})).map((row) => [row.id, row]));
  const stored = [...(await tx.find(FormerFigureRow, ofPeriods)), ...(await tx.find(OfficialFigureRow, ofPeriods))];
  const statements = stored.flatMap((row) => {
    const own = series.get(row.seriesId);
    return own === undefined
      ? []
      : [{ figure: toFigure({ ...row, replaces: row.replaces ?? null, series: own }), revision: row.revision }];
  });
  return { series: [...series.values()], statements };
}

/** Who imported, and when. */
interface Signature {
  readonly caller: string;
  readonly at: Date;
}

export async function saveImport(tx: EntityManager, plan: ImportPlan, signature: Signature): Promise<ImportPlan> {
  if (plan.series.length > 0) await tx.insertMany(OfficialSeriesRow, [...plan.series]);
  for (const statement of plan.former) tx.create(FormerFigureRow, toRow(statement, signature));
  for (const statement of plan.counting) {
    const { series, kind, periodStart, periodEnd } = statement.figure;
    const row = await tx.findOne(OfficialFigureRow, { seriesId: series.id, kind, periodStart, periodEnd });
    if (row === null) {
      tx.create(OfficialFigureRow, toRow(statement, signature));
    } else {
      tx.create(FormerFigureRow, { ...row });
      tx.assign(row, toRow(statement, signature));
    }
  }
  return plan;
}

function toRow({ figure, revision }: Statement, { caller, at }: Signature): Row {
  const { series, provenance, ...stated } = figure;
  const { replaces = null, ...source } = provenance;
  return { ...stated, ...source, replaces, seriesId: series.id, revision, importedBy: caller, importedAt: at };
}

/** A statement with its series, as it is read. */
export interface StatedFigure extends Omit<OfficialFigure, 'provenance'>, Omit<Provenance, 'replaces'> {
  readonly replaces: string | null;
}

/** The columns of a StatedFigure, with the names of its properties, of a statement and its `series`. */
export const STATED_FIGURE = `
  json_build_object(${Object.entries(SERIES_COLUMNS)
    .map(([field, column]) => `'${field}', series.${column}`)
    .join(', ')}) as series,
  kind, value, qualifier, period_start::text as "periodStart", period_end::text as "periodEnd",
  title, published::text as published, sentence, link, replaces::text as replaces, note_uk as "noteUk",
  note_en as "noteEn"`;

export function toFigure(row: StatedFigure): OfficialFigure {
  const { series, kind, value, qualifier, periodStart, periodEnd } = row;
  const { title, published, sentence, link, replaces, noteUk, noteEn } = row;
  const provenance = { title, published, sentence, link, replaces: replaces ?? undefined, noteUk, noteEn };
  return { series, kind, value, qualifier, periodStart, periodEnd, provenance };
}
