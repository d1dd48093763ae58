import type { Command } from 'commander';
import { FigureKind, type OfficialFigure, type Provenance } from '@safe-community/contracts/statistics/v1/figure.ts';
import {
  ListOfficialFiguresRequest,
  ListOfficialFiguresResponse,
  type StatedFigure,
} from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { STATED_COLUMNS } from '../figure-file/figure-fields.ts';
import { dayMessage, flag, oneOf, repeated } from '../lists/filters.ts';
import { listCommand } from '../lists/list.ts';
import { differenceNote } from '../scorecard/difference-note.ts';
import { date, isoDate, official } from '../scorecard/numbers.ts';
import { say, type Text } from '../terminal/language.ts';
import { FIGURE_KINDS, INDICATORS, QUALIFIERS } from '../wording/indicators.ts';

/** `hromada official` */
export function officialCommand(): Command {
  return listCommand({
    name: 'official',
    help: {
      uk: 'hromada import official читає те, що друкує --csv.',
      en: 'hromada import official reads what --csv prints.',
    },
    examples: [
      'official --indicator deaths_road --revisions',
      'official --known-on 2021-02-01 --json',
      'official --revisions --csv > figures.csv',
    ],
    request: ListOfficialFiguresRequest,
    response: ListOfficialFiguresResponse,
    read: ({ statistics }, request) => statistics.listOfficialFigures(request),
    items: ({ figures }) => figures,
    filters: {
      indicators: repeated(oneOf('indicator', INDICATORS, { uk: 'лише цей показник', en: 'only this indicator' })),
      kind: oneOf('kind', FIGURE_KINDS, { uk: 'лише цей вид', en: 'only this kind' }),
      asKnownOn: dayMessage('known-on', { uk: 'відомі на кінець цього дня', en: 'as known at the end of this day' }),
      includeRevisions: flag('revisions', {
        uk: 'усі оприлюднення кожного показника, спершу останнє',
        en: 'all statements of each figure, the latest first',
      }),
    },
    columns: [
      { uk: 'Показник', en: 'Figure', of: ({ figure }) => figure && nameOfFigure(figure) },
      { uk: 'Період', en: 'Period', of: ({ figure }) => figure && periodOf(figure) },
      {
        uk: 'Значення',
        en: 'Value',
        of: ({ figure, counts }) => `${official(figure)}${counts ? '' : say({ uk: ' (раніше)', en: ' (earlier)' })}`,
        align: 'right',
      },
      { uk: 'Оприлюднено', en: 'Published', of: ({ figure }) => date(figure?.provenance?.published) },
      {
        uk: 'Видавець',
        en: 'Publisher',
        of: ({ figure }) => figure?.provenance && say(publisherOf(figure.provenance)),
      },
      {
        uk: 'Джерело',
        en: 'Source',
        of: ({ figure }) => figure?.provenance?.link || figure?.provenance?.title,
        drop: 1,
      },
      { uk: 'Речення', en: 'Sentence', of: ({ figure }) => startOf(figure?.provenance?.sentence ?? ''), drop: 2 },
    ],
    notes: ({ figures }) => figures.flatMap(differenceNote),
    csv: { heading: CSV_HEADING, row: csvRow },
  });
}

function nameOfFigure({ indicator, kind }: OfficialFigure): string {
  return `${INDICATORS.nameOf(indicator)}${kind === FigureKind.TARGET ? ` (${say({ uk: 'ціль', en: 'target' })})` : ''}`;
}

function periodOf({ periodStart, periodEnd }: OfficialFigure): string {
  return [...new Set([date(periodStart), date(periodEnd)])].join('–');
}

function publisherOf({ publisherUk, publisherEn }: Provenance): Text {
  return { uk: publisherUk, en: publisherEn };
}

/** Keeps a row of the table on a screen; --csv and --json have the whole sentence. */
const MAX_START = 60;

/** The sentence, or its first words. */
function startOf(sentence: string): string {
  const text = sentence.replace(/\s+/g, ' ').trim();
  if (text.length <= MAX_START) return text;
  const cut = text.slice(0, MAX_START);
  // A word without an end is cut where it is.
  return `${cut.replace(/[\s,;:–—-]+\S*$/u, '') || cut}…`;
}

const CSV_HEADING = [
  'indicator,kind,period_start,period_end,value,qualifier,published,publisher_uk,publisher_en,title,sentence,link',
  ...STATED_COLUMNS,
].flatMap((part) => part.split(','));

/** An import reads the first twelve. */
function csvRow({ figure, counts, importedTime, difference }: StatedFigure) {
  const { provenance } = figure ?? {};
  return [
    figure && INDICATORS.wordOf(figure.indicator),
    figure && FIGURE_KINDS.wordOf(figure.kind),
    isoDate(figure?.periodStart),
    isoDate(figure?.periodEnd),
    figure?.value,
    figure && QUALIFIERS.wordOf(figure.qualifier),
    isoDate(provenance?.published),
    provenance?.publisherUk,
    provenance?.publisherEn,
    provenance?.title,
    provenance?.sentence,
    provenance?.link,
    counts,
    importedTime?.toISOString(),
    difference?.sum,
    difference?.missingParts.map(INDICATORS.wordOf).join(' '),
  ];
}
