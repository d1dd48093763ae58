import { intervalOf, itemsOf, known, type Bars, type Item, type Rates } from '../chart.ts';
import { scaleOf } from '../scale.ts';
import { valueOf } from '../table.ts';
import { counted, number, range, wordsOf } from '../wording.ts';
import { AXIS, verticalGrid } from './axes.ts';
import { element, round, type Markup } from './element.ts';
import type { Canvas, LegendEntry, Plot } from './frame.ts';
import { COLOUR } from './palette.ts';
import { noDataFill } from './patterns.ts';
import { fit, textElement, textWidth } from './text.ts';
import { baselineLegend } from './time-series.ts';

const ROW = 22;
const BAR = 14;

/** A row each, with a bar or a dot: the name at the left, the figure with its interval at the right. */
export function paintBars(chart: Bars | Rates, canvas: Canvas): Plot {
  const { baseline, unit } = chart;
  const bars = itemsOf(chart);
  const draw = chart.kind === 'bars' ? drawBar : drawDot;
  const { language, left, right, top, id } = canvas;
  const room = right - left;
  const nameRoom = Math.min(widest(bars.map(({ name }) => name)), room * 0.4);
  const texts = bars.map((bar) => figureOf(bar, language));
  const figureRoom = Math.min(widest(texts), room * 0.35);
  const [from, to] = [left + nameRoom + 8, right - figureRoom - 8];
  const values = bars.flatMap((bar) => [
    ...(known(bar) === undefined ? [] : [known(bar) ?? 0]),
    ...(intervalOf(bar) ?? []),
  ]);
  const scale = scaleOf([...values, ...(baseline === undefined ? [] : [baseline.value])], [from, to], 4);
  const bottom = top + bars.length * ROW;
  return {
    bottom: bottom + 38,
    content: [
      ...verticalGrid(scale, { top, bottom, left, right }, (tick) => number(tick, language)),
      ...bars.flatMap((bar, index) => {
        const y = top + index * ROW;
        const text = { ...AXIS, y: y + 15, fill: COLOUR.text };
        return [
          textElement(fit(bar.name, nameRoom, AXIS), { ...text, x: left, className: 'chart-label' }),
          ...draw(bar, y + (ROW - BAR) / 2, scale.at, id),
          textElement(fit(texts[index] ?? '', figureRoom, AXIS), {
            ...text,
            x: right,
            anchor: 'end',
            className: 'chart-value',
          }),
        ];
      }),
      ...(baseline === undefined ? [] : [baselineMark(scale.at(baseline.value), top, bottom)]),
      textElement(fit(unit.many ?? unit.other, room, AXIS), {
        ...AXIS,
        x: right,
        y: bottom + 32,
        anchor: 'end',
        fill: COLOUR.quiet,
      }),
    ],
    legend: [
      ...intervalLegend(chart, language),
      ...(baseline === undefined
        ? []
        : [baselineLegend(`${baseline.name}: ${counted(baseline.value, unit, language)}`)]),
    ],
  };
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => textWidth(text, AXIS)));
}

function figureOf(bar: Item, language: Canvas['language']): string {
  const interval = known(bar) === undefined ? undefined : intervalOf(bar);
  return `${valueOf(bar, language)}${interval === undefined ? '' : ` (${range(...interval, language)})`}`;
}

function drawBar(bar: Item, y: number, x: (value: number) => number, id: string): Markup[] {
  const [value, interval, zero] = [known(bar), intervalOf(bar), x(0)];
  if (value === undefined) return [noData(zero, y, id)];
  return [
    element('rect', {
      x: Math.min(zero, x(value)),
      y,
      width: Math.abs(x(value) - zero),
      height: BAR,
      fill: bar.qualifier !== undefined ? COLOUR.background : COLOUR.data,
      stroke: bar.qualifier !== undefined ? COLOUR.data : undefined,
      class: 'chart-bar',
    }),
    ...(interval === undefined ? [] : whisker(x(interval[0]), x(interval[1]), y + BAR / 2)),
  ];
}

/** A dot with its interval. */
function drawDot(item: Item, y: number, x: (value: number) => number, id: string): Markup[] {
  const [value, interval] = [known(item), intervalOf(item)];
  if (value === undefined) return [noData(x(0), y, id)];
  return [
    ...(interval === undefined ? [] : whisker(x(interval[0]), x(interval[1]), y + BAR / 2)),
    element('circle', {
      cx: x(value),
      cy: y + BAR / 2,
      r: 4,
      fill: item.qualifier !== undefined ? COLOUR.background : COLOUR.data,
      stroke: COLOUR.data,
      'stroke-width': 2,
      class: 'chart-point',
    }),
  ];
}

function noData(x: number, y: number, id: string): Markup {
  return element('rect', { x, y, width: 40, height: BAR, fill: noDataFill(id), class: 'chart-no-data' });
}

/** A dark line on a light edge, so that it is seen on the bar as well as beside it. */
function whisker(low: number, high: number, y: number): Markup[] {
  const d = `M${round(low)} ${round(y)}H${round(high)}M${round(low)} ${round(y - 4)}v8M${round(high)} ${round(y - 4)}v8`;
  return [
    element('path', { d, fill: 'none', stroke: COLOUR.background, 'stroke-width': 4 }),
    element('path', { d, fill: 'none', stroke: COLOUR.interval, 'stroke-width': 1.5, class: 'chart-interval' }),
  ];
}

function baselineMark(x: number, top: number, bottom: number): Markup {
  return element('path', {
    d: `M${round(x)} ${round(top)}V${round(bottom)}`,
    stroke: COLOUR.baseline,
    'stroke-width': 2,
    'stroke-dasharray': '8 4',
    class: 'chart-baseline',
  });
}

function intervalLegend(chart: Bars | Rates, language: Canvas['language']): LegendEntry[] {
  if (!itemsOf(chart).some((item) => intervalOf(item) !== undefined)) return [];
  const text = chart.intervalName ?? wordsOf(language).interval;
  return [{ symbol: (x, y) => whisker(x + 1, x + 19, y + 6), text }];
}
