import { firstOf, intervalOf, known, type TimeSeries } from '../chart.ts';
import { scaleOf } from '../scale.ts';
import { qualified } from '../table.ts';
import { counted, number, wordsOf } from '../wording.ts';
import { AXIS, horizontalGrid, labelsThatFit, tickRoom } from './axes.ts';
import { element, round, type Markup } from './element.ts';
import type { Canvas, LegendEntry, Plot } from './frame.ts';
import { COLOUR } from './palette.ts';
import { noDataFill } from './patterns.ts';
import { fit, textElement, textWidth } from './text.ts';

const HEIGHT = 260;
/** More points than this are a line without circles. */
const MAX_CIRCLES = 60;

/** A line with the interval as a band; what has no figure is hatched. */
export function paintTimeSeries(chart: TimeSeries, canvas: Canvas): Plot {
  const { points, baseline } = chart;
  const { language, right, id } = canvas;
  const top = canvas.top + 26;
  const bottom = top + HEIGHT;
  const values = points.flatMap((point) => [
    ...(known(point) === undefined ? [] : [known(point) ?? 0]),
    ...(intervalOf(point) ?? []),
    ...(firstOf(point) === undefined ? [] : [firstOf(point) ?? 0]),
  ]);
  const y = scaleOf([...values, ...(baseline === undefined ? [] : [baseline.value])], [bottom, top], 5);
  const left = Math.min(canvas.left + tickRoom(y.ticks, language), (canvas.left + right) / 2);
  const slot = (right - left) / Math.max(1, points.length);
  const x = (index: number) => left + slot * (index + 0.5);
  const placed = points.map((point, index) => ({ point, x: x(index), value: known(point) }));
  const runs = runsOf(placed);
  const labels = labelsThatFit(
    placed.map(({ point, x: at }) => ({ text: point.label, x: at })),
    canvas.left,
    right,
  );
  return {
    bottom: bottom + 24,
    content: [
      ...horizontalGrid(y, left, right, language),
      ...placed
        .filter(({ value }) => value === undefined)
        .map(({ x: at }) =>
          element('rect', {
            x: at - slot / 2,
            y: top,
            width: slot,
            height: HEIGHT,
            fill: noDataFill(id),
            class: 'chart-no-data',
          }),
        ),
      ...runs.flatMap((run) => bandOf(run, y.at)),
      ...(baseline === undefined ? [] : drawBaseline(y.at(baseline.value), left, right)),
      ...runs.flatMap((run) => lineOf(run, y.at)),
      ...drawFirsts(placed, y.at),
      ...drawPoints(placed, y.at),
      textElement(chart.unit.many ?? chart.unit.other, { ...AXIS, x: canvas.left, y: top - 14, fill: COLOUR.quiet }),
      ...lastLabel(placed, y.at, canvas, top),
      ...labels.map(({ text, x: at, anchor }) =>
        textElement(text, { ...AXIS, x: at, y: bottom + 18, anchor, fill: COLOUR.quiet }),
      ),
    ],
    legend: [
      ...intervalLegend(chart, language),
      ...firstLegend(chart, language),
      ...(baseline === undefined
        ? []
        : [baselineLegend(`${baseline.name}: ${counted(baseline.value, chart.unit, language)}`)]),
    ],
  };
}

interface Placed {
  readonly point: TimeSeries['points'][number];
  readonly x: number;
  readonly value: number | undefined;
}

/** Neighbours with figures, so that no line crosses what is missing. */
function runsOf(placed: readonly Placed[]): Placed[][] {
  const runs: Placed[][] = [[]];
  for (const each of placed) {
    if (each.value === undefined) runs.push([]);
    else runs.at(-1)?.push(each);
  }
  return runs.filter((run) => run.length > 0);
}

function lineOf(run: readonly Placed[], y: (value: number) => number): Markup[] {
  if (run.length < 2) return [];
  const d = run.map(({ x, value = 0 }, index) => `${index === 0 ? 'M' : 'L'}${round(x)} ${round(y(value))}`).join('');
  return [element('path', { d, fill: 'none', stroke: COLOUR.data, 'stroke-width': 2, class: 'chart-line' })];
}

function bandOf(run: readonly Placed[], y: (value: number) => number): Markup[] {
  const ends = run.flatMap(({ point, x }) => {
    const interval = intervalOf(point);
    return interval === undefined ? [] : [{ x, low: y(interval[0]), high: y(interval[1]) }];
  });
  if (ends.length < run.length) return [];
  const [only] = ends;
  if (ends.length === 1 && only !== undefined) return whisker(only.x, only.low, only.high);
  const side = (of: 'low' | 'high') => ends.map((end) => `${round(end.x)} ${round(end[of])}`);
  const edge = (of: 'low' | 'high') =>
    element('path', { d: `M${side(of).join('L')}`, fill: 'none', stroke: COLOUR.bandEdge, 'stroke-dasharray': '3 2' });
  const d = `M${[...side('high'), ...side('low').toReversed()].join('L')}Z`;
  return [element('path', { d, fill: COLOUR.band, class: 'chart-interval' }), edge('low'), edge('high')];
}

/** An interval as a vertical line with ends. */
function whisker(x: number, low: number, high: number): Markup[] {
  const d = `M${round(x)} ${round(low)}V${round(high)}M${round(x - 4)} ${round(low)}h8M${round(x - 4)} ${round(high)}h8`;
  return [element('path', { d, fill: 'none', stroke: COLOUR.bandEdge, 'stroke-width': 1.5, class: 'chart-interval' })];
}

function drawPoints(placed: readonly Placed[], y: (value: number) => number): Markup[] {
  const isDense = placed.length > MAX_CIRCLES;
  const isAlone = (index: number) => placed[index - 1]?.value === undefined && placed[index + 1]?.value === undefined;
  return placed.flatMap(({ point, x, value }, index) => {
    const isHollow = point.qualifier !== undefined;
    if (value === undefined || (isDense && !isAlone(index) && !isHollow)) return [];
    return [circle(x, y(value), isHollow)];
  });
}

function circle(cx: number, cy: number, isHollow: boolean): Markup {
  const fill = isHollow ? COLOUR.background : COLOUR.data;
  const className = isHollow ? 'chart-inexact' : undefined;
  return element('circle', { cx, cy, r: 3.5, fill, stroke: COLOUR.data, 'stroke-width': 2, class: className });
}

/** The latest figure is written beside its point. */
function lastLabel(placed: readonly Placed[], y: (value: number) => number, canvas: Canvas, top: number): Markup[] {
  const last = placed.findLast(({ value }) => value !== undefined);
  if (last?.value === undefined) return [];
  const font = { ...AXIS, isBold: true };
  const text = fit(qualified(last.point, number(last.value, canvas.language)), canvas.right - canvas.left, font);
  const half = textWidth(text, font) / 2;
  const x = Math.min(canvas.right - half, Math.max(canvas.left + half, last.x));
  const at = y(last.value);
  // The spot that hides the fewest other points.
  const hidden = (spot: number) =>
    placed.filter(
      ({ x: beside, value }) =>
        value !== undefined &&
        beside !== last.x &&
        Math.abs(beside - x) < half + 4 &&
        Math.abs(y(value) - spot + 5) < 11,
    ).length;
  const spots = [...(at - 10 < top + 4 ? [] : [at - 10]), at + 20, top - 6];
  const [spot = at - 10] = spots.toSorted((one, other) => hidden(one) - hidden(other));
  return [
    textElement(text, {
      ...AXIS,
      isBold: true,
      x,
      y: spot,
      anchor: 'middle',
      fill: COLOUR.text,
      halo: COLOUR.background,
    }),
  ];
}

/** What was published first, where it was revised since: a diamond, joined to what is known now. */
function drawFirsts(placed: readonly Placed[], y: (value: number) => number): Markup[] {
  return placed.flatMap(({ point, x, value }) => {
    const first = firstOf(point);
    if (first === undefined) return [];
    return [...(value === undefined ? [] : [stem(x, y(first), y(value))]), diamond(x, y(first))];
  });
}

function stem(x: number, from: number, to: number): Markup {
  const d = `M${round(x)} ${round(from)}V${round(to)}`;
  return element('path', { d, stroke: COLOUR.axis, 'stroke-dasharray': '2 2' });
}

function diamond(x: number, y: number): Markup {
  const d = `M${round(x)} ${round(y - 5)}l5 5l-5 5l-5 -5z`;
  return element('path', {
    d,
    fill: COLOUR.background,
    stroke: COLOUR.axis,
    'stroke-width': 1.5,
    class: 'chart-first',
  });
}

function firstLegend({ points }: TimeSeries, language: Canvas['language']): LegendEntry[] {
  if (points.every((point) => firstOf(point) === undefined)) return [];
  return [{ symbol: (x, y) => [diamond(x + 10, y + 6)], text: wordsOf(language).first }];
}

function drawBaseline(y: number, left: number, right: number): Markup[] {
  return [
    element('path', {
      d: `M${round(left)} ${round(y)}H${round(right)}`,
      stroke: COLOUR.baseline,
      'stroke-width': 2,
      'stroke-dasharray': '8 4',
      class: 'chart-baseline',
    }),
  ];
}

export function baselineLegend(text: string): LegendEntry {
  return { symbol: (x, y) => drawBaseline(y + 6, x, x + 20), text };
}

function intervalLegend({ points, intervalName }: TimeSeries, language: Canvas['language']): LegendEntry[] {
  if (!points.some((point) => intervalOf(point) !== undefined)) return [];
  const symbol: LegendEntry['symbol'] = (x, y) => [
    element('rect', {
      x,
      y,
      width: 20,
      height: 12,
      fill: COLOUR.band,
      stroke: COLOUR.bandEdge,
      'stroke-dasharray': '3 2',
    }),
  ];
  return [{ symbol, text: intervalName ?? wordsOf(language).interval }];
}
