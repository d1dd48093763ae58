import { QueryFiguresRequest } from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { StatisticsServiceService as Statistics } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { inSnapshot, type Database } from '@safe-community/database';
import { nextPageToken, pageOf, readListPage } from '@safe-community/grpc-kit';
import { query, type Rpc } from '@safe-community/service-kit';
import { exportFigures } from './export-figures.queries.ts';
import { inOrder, placeOf, type Figure } from './figure.ts';
import { readFound } from './figures.store.ts';
import { toFigureMessage, toMeasureMessage, toSensitiveMessage } from './figures.mapping.ts';
import { readFilledOf } from './filled.store.ts';
import { MEASURES } from './measures.ts';
import { select, type Selected } from './selected.queries.ts';
import { MEASURES_OF_SENSITIVE } from './sensitive-measures.ts';

const listMeasures = query(Statistics.listMeasures, {
  parse: () => undefined,
  read: () => Promise.resolve(MEASURES),
  reply: ({ found: measures }) => ({
    measures: measures.map(toMeasureMessage),
    sensitive: MEASURES_OF_SENSITIVE.map(toSensitiveMessage),
  }),
});

const PAGE_SIZES = { usual: 2_000, largest: 10_000 } as const;
const MAX_PLACE_LENGTH = 200;

const queryFigures = query(Statistics.queryFigures, {
  async parse({ request: message, fields, database, clock }) {
    const selected = await select({ database, clock }, message.selection);
    fields.check([...selected.violations, ...selected.tooMuch]);
    const list = readListPage(message, fields, QueryFiguresRequest, toFigurePlace, PAGE_SIZES);
    return { ...selected, isFilled: message.fillGaps, list };
  },
  async read({
    query: {
      isFilled,
      list: { place, size },
      ...selected
    },
    database,
  }) {
    const { request, wanted } = selected;
    const all = await (isFilled ? readFilled(database, selected) : readFound(database, request, wanted));
    const after = inOrder(all, request.measures).filter(
      (figure) => place === undefined || placeOf(figure, request.measures) > place,
    );
    return pageOf(after, size);
  },
  reply: ({ found: { page, last }, query: { request, list } }) => ({
    figures: page.map(toFigureMessage),
    nextPageToken: nextPageToken(list, last && placeOf(last, request.measures)),
  }),
});

function toFigurePlace(text: string): string | undefined {
  return text.length <= MAX_PLACE_LENGTH ? text : undefined;
}

/** The figures of a selection, and its counts of 0. */
export function readFilled(database: Database, { request, wanted }: Selected): Promise<Figure[]> {
  return inSnapshot(database, (tx) => readFilledOf(tx, request, wanted));
}

export const FIGURES_QUERIES: readonly Rpc[] = [listMeasures, queryFigures, exportFigures];
