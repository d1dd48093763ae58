import { defineEntity, p, type InferEntity } from '@mikro-orm/postgresql';
import { rows, type EntityManager, type Rights } from '@safe-community/database';
import type { ImportPlan } from './figure-import.ts';
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
  importedBy: p.string(),
  importedAt: p.datetime(),
};

/** An official figure as currently stated. */
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

/** A statement that was replaced. */
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
  'imported_at',
];

export const FIGURE_RIGHTS: Rights = {
  // Locking the table requires the right to update every column.
  official_figure: { insert: true, update: true, reader: { columns: READABLE } },
  former_figure: { insert: true, reader: { columns: READABLE } },
};

type Row = InferEntity<typeof OfficialFigureRow>;
export type StatedFigure = Omit<Row, 'revision' | 'importedBy' | 'importedAt'>;

/** Imports decide one at a time, until the end of the transaction. */
export async function lockFigures(tx: EntityManager): Promise<void> {
  // Conflicts with itself and with writes, not with reads.
  await rows(tx, 'lock table official_figure in share row exclusive mode');
}

/** The current figures of all periods of those given. */
export async function findOfPeriods(tx: EntityManager, figures: readonly OfficialFigure[]): Promise<OfficialFigure[]> {
  const found = await tx.find(OfficialFigureRow, {
    periodStart: { $in: [...new Set(figures.map(({ periodStart }) => periodStart))] },
    periodEnd: { $in: [...new Set(figures.map(({ periodEnd }) => periodEnd))] },
  });
  return found.map(toFigure);
}

/** Who imported, and when. */
interface Signature {
  readonly caller: string;
  readonly at: Date;
}

export async function saveImport(tx: EntityManager, plan: ImportPlan, signature: Signature): Promise<ImportPlan> {
  for (const figure of plan.added) tx.create(OfficialFigureRow, toRow(figure, 1, signature));
  for (const figure of plan.revised) {
    const { indicator, kind, periodStart, periodEnd } = figure;
    const row = await tx.findOneOrFail(OfficialFigureRow, { indicator, kind, periodStart, periodEnd });
    tx.create(FormerFigureRow, { ...row });
    tx.assign(row, toRow(figure, row.revision + 1, signature));
  }
  return plan;
}

function toRow(figure: OfficialFigure, revision: number, { caller, at }: Signature): Row {
  const { provenance, ...statement } = figure;
  return { ...statement, ...provenance, revision, importedBy: caller, importedAt: at };
}

export function toFigure(row: StatedFigure): OfficialFigure {
  const { indicator, kind, value, qualifier, periodStart, periodEnd } = row;
  const { publisherUk, publisherEn, title, published } = row;
  const provenance = { publisherUk, publisherEn, title, published };
  return { indicator, kind, value, qualifier, periodStart, periodEnd, provenance };
}
