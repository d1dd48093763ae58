import type { InferEntity } from '@mikro-orm/postgresql';
import { prepared, readPrepared, rows, type Database } from '@safe-community/database';
import type { FigureStore, Signature } from '../../app/ports.ts';
import type { OfficialFigure } from '../../domain/official-figure.ts';
import { BASE_YEAR } from '../../domain/scorecard.ts';
import { FormerFigureRow, OfficialFigureRow } from './entities.ts';

type Row = InferEntity<typeof OfficialFigureRow>;
type StatedFigure = Omit<Row, 'revision' | 'importedBy' | 'importedAt'>;

/** Named as the entity names them: the scorecard is read more often than all else. */
const OF_SCORECARD = prepared(`
  select indicator, kind, value, qualifier, period_start::text as "periodStart", period_end::text as "periodEnd",
    publisher_uk as "publisherUk", publisher_en as "publisherEn", title, published::text as published
  from official_figure
  where kind = 'target' or indicator in ('hromadas', 'trust_percent') or (period_start = $1 and period_end = $2)`);

export function figureStore(database: Database): FigureStore {
  return {
    async lock(em) {
      // Conflicts with itself and with writes, not with reads.
      await rows(em, 'lock table official_figure in share row exclusive mode');
    },
    async ofPeriods(em, figures) {
      const found = await em.find(OfficialFigureRow, {
        periodStart: { $in: [...new Set(figures.map(({ periodStart }) => periodStart))] },
        periodEnd: { $in: [...new Set(figures.map(({ periodEnd }) => periodEnd))] },
      });
      return found.map(toFigure);
    },
    async save(em, { added, revised }, signature) {
      for (const figure of added) em.create(OfficialFigureRow, toRow(figure, 1, signature));
      for (const figure of revised) {
        const { indicator, kind, periodStart, periodEnd } = figure;
        const row = await em.findOneOrFail(OfficialFigureRow, { indicator, kind, periodStart, periodEnd });
        em.create(FormerFigureRow, { ...row });
        em.assign(row, toRow(figure, row.revision + 1, signature));
      }
    },
    async forScorecard() {
      const found = await readPrepared<StatedFigure>(database, OF_SCORECARD, [BASE_YEAR.start, BASE_YEAR.end]);
      return found.map(toFigure);
    },
  };
}

function toRow(figure: OfficialFigure, revision: number, { caller, at }: Signature): Row {
  const { provenance, ...statement } = figure;
  return { ...statement, ...provenance, revision, importedBy: caller, importedAt: at };
}

function toFigure(row: StatedFigure): OfficialFigure {
  const { indicator, kind, value, qualifier, periodStart, periodEnd } = row;
  const { publisherUk, publisherEn, title, published } = row;
  const provenance = { publisherUk, publisherEn, title, published };
  return { indicator, kind, value, qualifier, periodStart, periodEnd, provenance };
}
