import { defineEntity, p } from '@mikro-orm/postgresql';
import { FIGURE_KINDS, INDICATORS, QUALIFIERS } from '../../domain/indicator.ts';

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

/** An official figure as it counts now. */
export const OfficialFigureRow = defineEntity({
  name: 'OfficialFigureRow',
  tableName: 'official_figure',
  properties: {
    ...IDENTITY,
    /** From 1; one more with each new statement. */
    revision: p.integer(),
    ...STATEMENT,
  },
});

/** What an official figure was before a revision. */
export const FormerFigureRow = defineEntity({
  name: 'FormerFigureRow',
  tableName: 'former_figure',
  properties: { ...IDENTITY, revision: p.integer().primary(), ...STATEMENT },
});
