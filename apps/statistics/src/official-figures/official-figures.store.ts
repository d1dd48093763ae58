import { defineEntity, p, type InferEntity } from '@mikro-orm/postgresql';
import { rows, type EntityManager, type Rights } from '@safe-community/database';
import type { ImportPlan, Statement } from './figure-import.ts';
import { FIGURE_KINDS, INDICATORS, QUALIFIERS, type OfficialFigure } from './official-figure.ts';

const IDENTITY = {
  indicator: p.enum(INDICATORS).primary(),
  kind: p.enum(FIGURE_KINDS).primary(),
  periodStart: p.date().primary(),
  periodEnd: p.date().primary(),
};

const STATEMENT = {
  value: p.float(),
  qualifier: p.enum(QUALIFIERS),
  publisherUk: p.string(),
  publisherEn: p.string(),
  title: p.string(),
  published: p.date(),
  sentence: p.string(),
  link: p.string(),
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
  indicator text not null,
  kind text not null,
  period_start date not null,
  period_end date not null,
  revision integer not null,
  value double precision not null,
  qualifier text not null,
  publisher_uk text not null,
  publisher_en text not null,
  title text not null,
  published date not null,
  -- from where, and with which words
  sentence text not null,
  link text not null,
  imported_by text not null,
  imported_at timestamptz not null`;

export const FIGURE_TABLES: readonly string[] = [
  `create table official_figure (
     ${COLUMN_TYPES},
     primary key (indicator, kind, period_start, period_end)
   )`,
  `create table former_figure (
     ${COLUMN_TYPES},
     primary key (indicator, kind, period_start, period_end, revision)
   )`,
];

const READABLE = [
  'indicator',
  'kind',
  'period_start',
  'period_end',
  'revision',
  'value',
  'qualifier',
  'publisher_uk',
  'publisher_en',
  'title',
  'published',
  'sentence',
  'link',
  'imported_at',
];

export const FIGURE_RIGHTS: Rights = {
  // Locking the table requires the right to update every column.
  official_figure: { insert: true, update: true, reader: { columns: READABLE } },
  former_figure: { insert: true, reader: { columns: READABLE } },
};

type Row = InferEntity<typeof OfficialFigureRow>;
export type StatedFigure = Omit<OfficialFigure, 'provenance'> & OfficialFigure['provenance'];

/** Imports decide one at a time, until the end of the transaction. */
export async function lockFigures(tx: EntityManager): Promise<void> {
  // Conflicts with itself and with writes, not with reads.
  await rows(tx, 'lock table official_figure in share row exclusive mode');
}

/** All statements of the periods of those given. */
export async function findStatements(tx: EntityManager, figures: readonly OfficialFigure[]): Promise<Statement[]> {
  const ofPeriods = {
    periodStart: { $in: [...new Set(figures.map(({ periodStart }) => periodStart))] },
    periodEnd: { $in: [...new Set(figures.map(({ periodEnd }) => periodEnd))] },
  };
  const counting = await tx.find(OfficialFigureRow, ofPeriods);
  const former = await tx.find(FormerFigureRow, ofPeriods);
  return [...former, ...counting].map((row) => ({ figure: toFigure(row), revision: row.revision }));
}

/** Who imported, and when. */
interface Signature {
  readonly caller: string;
  readonly at: Date;
}

export async function saveImport(tx: EntityManager, plan: ImportPlan, signature: Signature): Promise<ImportPlan> {
  for (const statement of plan.former) tx.create(FormerFigureRow, toRow(statement, signature));
  for (const statement of plan.counting) {
    const { indicator, kind, periodStart, periodEnd } = statement.figure;
    const row = await tx.findOne(OfficialFigureRow, { indicator, kind, periodStart, periodEnd });
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
  const { provenance, ...stated } = figure;
  return { ...stated, ...provenance, revision, importedBy: caller, importedAt: at };
}

/** The columns of a StatedFigure, with the names of its properties. */
export const STATED_FIGURE = `
  indicator, kind, value, qualifier, period_start::text as "periodStart", period_end::text as "periodEnd",
  publisher_uk as "publisherUk", publisher_en as "publisherEn", title, published::text as published, sentence, link`;

export function toFigure(row: StatedFigure): OfficialFigure {
  const { indicator, kind, value, qualifier, periodStart, periodEnd } = row;
  const { publisherUk, publisherEn, title, published, sentence, link } = row;
  const provenance = { publisherUk, publisherEn, title, published, sentence, link };
  return { indicator, kind, value, qualifier, periodStart, periodEnd, provenance };
}
