import { ExportFormat } from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { StatisticsServiceService as Statistics } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import type { Database } from '@safe-community/database';
import { enumNames, unavailable, type Decision, type Installation, type Violation } from '@safe-community/domain-kit';
import { consumedLedgers } from '@safe-community/ledger';
import { streamQuery } from '@safe-community/service-kit';
import { countersByPart } from './counters-by-part.store.ts';
import { columnsOf, EXPORT_FORMATS, headOf, lineWriter, type ExportFormat as FormatName } from './export-format.ts';
import type { Unit } from '../territory/module.ts';
import { inOrder, type Figure } from './figure.ts';
import { readFound } from './figures.store.ts';
import { oneAhead, portionsOf, type Portion } from './portions.ts';
import { select, type Selected, type Sources } from './selected.queries.ts';
import { checkPortion, figuresAtOnce } from './size.ts';

const { nameOf: toExportFormat } = enumNames(ExportFormat, EXPORT_FORMATS);

/** Figures that are read at a time; while they are written, the next ones are read. */
const PORTION = 20_000;

/** Figures as a file, read in portions. */
export const exportFigures = streamQuery(Statistics.exportFigures, {
  async parse({ request: message, fields, database, clock }): Promise<Decision<Wanted>> {
    const selected = await select({ database, clock }, message.selection);
    const format = toExportFormat(message.format);
    fields.check(selected.violations);
    fields.check(selected.violations.length > 0 ? [] : checkPortion(selected.request, selected.sizes));
    return format === undefined ? fields.refusal([UNKNOWN_FORMAT]) : { ...selected, format };
  },
  read: ({ query: wanted, database, clock, installation }) =>
    chunksOfFile({ ...wanted, installation }, database, clock),
  reply: ({ found: chunk }) => ({ chunk }),
});

interface Wanted extends Selected {
  readonly format: FormatName;
}

const UNKNOWN_FORMAT: Violation = { field: 'format', rule: 'must be CSV or JSON_LINES' };

async function* chunksOfFile(
  { request, wanted, measures, sizes, format, installation }: Wanted & { readonly installation: Installation },
  database: Database,
  clock: Sources['clock'],
): AsyncGenerator<Buffer> {
  const { positions, rebuilds } = await consumedLedgers(database.em.fork(), CONSUMER);
  // Not before the positions, of which the file says that they were consumed by then.
  const exportedAt = clock.now();
  yield Buffer.from(headOf(format, { installation, request, measures, exportedAt, positions }));
  const lineOf = lineWriter(format, columnsOf(request.groupBy, measures));
  const counted = await countersByPart(database.em.fork(), request, wanted, measures);
  const portions = portionsOf(request, wanted.units, {
    others: figuresAtOnce(request, sizes),
    most: PORTION,
    counted,
  });
  const read = async ({ units, ...range }: Portion<Unit>) => {
    const found = await readFound(database, { ...request, ...range }, { ...wanted, units });
    await refuseRebuilt(database, rebuilds);
    return found;
  };
  for await (const found of oneAhead(portions, read)) yield* chunksOf(inOrder(found, request.measures), lineOf);
}

const CONSUMER = 'statistics';

/** One file never holds counters from before a rebuild beside those from after it. */
async function refuseRebuilt(database: Database, before: number): Promise<void> {
  const { rebuilds } = await consumedLedgers(database.em.fork(), CONSUMER);
  if (rebuilds !== before) throw unavailable('the counters were rebuilt during the export: export again');
}

const FIGURES_A_CHUNK = 500;

function* chunksOf(figures: readonly Figure[], lineOfFigure: (figure: Figure) => string): Generator<Buffer> {
  for (let first = 0; first < figures.length; first += FIGURES_A_CHUNK) {
    yield Buffer.from(
      figures
        .slice(first, first + FIGURES_A_CHUNK)
        .map(lineOfFigure)
        .join(''),
    );
  }
}
