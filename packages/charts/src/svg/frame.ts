import { itemsOf, known, type Chart, type Language } from '../chart.ts';
import { summaryOf } from '../summary.ts';
import { valueOf } from '../table.ts';
import { notesOf } from '../wording.ts';
import { element, type Markup } from './element.ts';
import { COLOUR, FONT } from './palette.ts';
import { noDataFill, noDataPattern } from './patterns.ts';
import { textElement, textWidth, wrap } from './text.ts';

/** Where a chart is drawn. */
export interface Canvas {
  /** Begins the ids of the drawing, which are unique in a page. */
  readonly id: string;
  readonly language: Language;
  readonly left: number;
  readonly right: number;
  readonly top: number;
}

export interface LegendEntry {
  /** Drawn in a box of 22 × 12 pixels with this corner. */
  readonly symbol: (x: number, y: number) => readonly Markup[];
  readonly text: string;
}

/** What is drawn below the title. */
export interface Plot {
  readonly bottom: number;
  readonly content: readonly Markup[];
  readonly definitions?: readonly Markup[];
  readonly legend: readonly LegendEntry[];
}

const MARGIN = 16;
const TITLE = { size: 18, isBold: true } as const;
const SUBTITLE = { size: 13 } as const;
const LEGEND = { size: 12 } as const;
const NOTE = { size: 11 } as const;
const SYMBOL_WIDTH = 22;

export interface FrameOptions {
  readonly language: Language;
  readonly width: number;
  readonly id: string;
}

/** The whole drawing: title, plot, legend, and notes, with its description. */
export function frame(chart: Chart, options: FrameOptions, paint: (canvas: Canvas) => Plot): string {
  const { language, width, id } = options;
  const room = width - 2 * MARGIN;
  const header = new Lines(MARGIN, room);
  header.write(chart.title, TITLE, COLOUR.text, 'chart-title');
  if (chart.subtitle !== undefined) header.write(chart.subtitle, SUBTITLE, COLOUR.quiet, 'chart-subtitle');
  const plot = paint({ id, language, left: MARGIN, right: width - MARGIN, top: header.bottom + 10 });
  const legend = drawLegend([...plot.legend, ...commonLegend(chart, id, language)], plot.bottom + 12, room);
  const footer = new Lines(legend.bottom, room);
  for (const note of notesOf(chart, language)) footer.write(note, NOTE, COLOUR.quiet, 'chart-note');
  const height = Math.ceil(footer.bottom + MARGIN / 2);
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      role: 'img',
      'aria-labelledby': `${id}-title ${id}-desc`,
      lang: language,
      class: `chart chart-${chart.kind}`,
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      'font-family': FONT,
    },
    element('title', { id: `${id}-title` }, chart.title),
    element('desc', { id: `${id}-desc` }, summaryOf(chart, language)),
    element('defs', {}, noDataPattern(id), ...(plot.definitions ?? [])),
    element('rect', { width, height, fill: COLOUR.background, class: 'chart-background' }),
    ...header.drawn,
    ...plot.content,
    ...legend.drawn,
    ...footer.drawn,
  ).markup;
}

/** What every chart may show: figures that are missing, and those that are not exact, which bars and points show hollow. */
function commonLegend(chart: Chart, id: string, language: Language): LegendEntry[] {
  const items = itemsOf(chart);
  const missing = items.find((item) => known(item) === undefined);
  const qualifiers = HOLLOW.has(chart.kind)
    ? new Set(items.flatMap((item) => (known(item) === undefined ? [] : (item.qualifier ?? []))))
    : new Set<string>();
  return [
    ...(missing === undefined ? [] : [{ symbol: noDataSymbol(id), text: valueOf(missing, language) }]),
    ...(qualifiers.size === 0 ? [] : [{ symbol: hollowSymbol, text: [...qualifiers].join(', ') }]),
  ];
}

const HOLLOW: ReadonlySet<Chart['kind']> = new Set(['time-series', 'bars', 'rates']);

const hollowSymbol: LegendEntry['symbol'] = (x, y) => [
  element('circle', {
    cx: x + 10,
    cy: y + 6,
    r: 3.5,
    fill: COLOUR.background,
    stroke: COLOUR.data,
    'stroke-width': 2,
    class: 'chart-inexact',
  }),
];

function noDataSymbol(id: string): LegendEntry['symbol'] {
  return (x, y) => [element('rect', { x, y, width: 20, height: 12, fill: noDataFill(id), stroke: COLOUR.border })];
}

/** Lines of text, one below the other. */
class Lines {
  readonly drawn: Markup[] = [];
  readonly #width: number;
  bottom: number;

  constructor(top: number, width: number) {
    this.bottom = top;
    this.#width = width;
  }

  write(
    text: string,
    font: { readonly size: number; readonly isBold?: boolean },
    fill: string,
    className: string,
  ): void {
    for (const line of wrap(text, this.#width, font)) {
      const y = this.bottom + font.size;
      this.drawn.push(textElement(line, { ...font, x: MARGIN, y, fill, className }));
      this.bottom = y + font.size * 0.35;
    }
  }
}

function drawLegend(entries: readonly LegendEntry[], top: number, room: number) {
  const drawn: Markup[] = [];
  let [x, y] = [MARGIN, top];
  for (const { symbol, text } of entries) {
    const lines = wrap(text, room - SYMBOL_WIDTH - 6, LEGEND);
    const width = SYMBOL_WIDTH + 6 + Math.max(0, ...lines.map((line) => textWidth(line, LEGEND)));
    if (x > MARGIN && x + width > MARGIN + room) [x, y] = [MARGIN, y + 19];
    drawn.push(...symbol(x, y));
    for (const [index, line] of lines.entries()) {
      const at = { x: x + SYMBOL_WIDTH + 6, y: y + 11 + index * 15 };
      drawn.push(textElement(line, { ...LEGEND, ...at, fill: COLOUR.text, className: 'chart-legend' }));
    }
    if (lines.length > 1) [x, y] = [MARGIN, y + lines.length * 15 + 4];
    else x += width + 18;
  }
  return { drawn, bottom: (x > MARGIN ? y + 19 : y) + (entries.length === 0 ? 0 : 2) };
}
