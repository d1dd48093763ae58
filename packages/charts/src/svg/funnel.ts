import { known, type Funnel, type FunnelPoint } from '../chart.ts';
import { positionOf, type FunnelPosition } from '../funnel-position.ts';
import { logScale, scaleOf } from '../scale.ts';
import { number, wordsOf } from '../wording.ts';
import { AXIS, horizontalGrid, tickRoom, verticalGrid } from './axes.ts';
import { element, round, type Markup } from './element.ts';
import type { Canvas, LegendEntry, Plot } from './frame.ts';
import { COLOUR } from './palette.ts';
import { fit, textElement, textWidth } from './text.ts';
import { baselineLegend } from './time-series.ts';

const HEIGHT = 320;
const MAX_LABELS = 12;
const LABEL = { size: 11 } as const;
/** Gaps in a line tell the limits apart. */
const DASHES = { inner: '2 3', outer: undefined } as const;

/** Rates against population on a logarithmic axis, with the limits that chance explains. */
export function paintFunnel(chart: Funnel, canvas: Canvas): Plot {
  const { points, limits, mean } = chart;
  const { language, right } = canvas;
  const top = canvas.top + 26;
  const bottom = top + HEIGHT;
  const rates = points.flatMap((point) => (known(point) === undefined ? [] : [known(point) ?? 0]));
  const y = scaleOf(
    [...rates, ...(mean === undefined ? [] : [mean.value]), ...limitsInSight(chart, rates)],
    [bottom, top],
    5,
  );
  const left = Math.min(canvas.left + tickRoom(y.ticks, language), (canvas.left + right) / 2);
  const x = logScale(
    [...points, ...limits].map(({ population }) => population),
    [left + 8, right - 8],
  );
  const placed = points.flatMap((point) => {
    const rate = known(point);
    if (rate === undefined || point.population <= 0) return [];
    return [{ point, x: x.at(point.population), y: y.at(rate), position: positionOf(point, limits) ?? 'within' }];
  });
  const sorted = limits.filter(({ population }) => population > 0).toSorted((a, b) => a.population - b.population);
  const line = (name: 'innerLow' | 'innerHigh' | 'outerLow' | 'outerHigh', dash: string | undefined) =>
    limitLine(
      inSight(
        sorted.map((each) => ({ at: each.population, rate: each[name] })),
        y.highest,
      ).map(({ at, rate }) => [x.at(at), y.at(rate)]),
      dash,
    );
  return {
    bottom: bottom + 40,
    content: [
      ...horizontalGrid(y, left, right, language),
      ...verticalGrid(x, { top, bottom, left: canvas.left, right }, (tick) => number(tick, language)),
      ...line('outerLow', DASHES.outer),
      ...line('outerHigh', DASHES.outer),
      ...line('innerLow', DASHES.inner),
      ...line('innerHigh', DASHES.inner),
      ...(mean === undefined ? [] : [meanLine(y.at(mean.value), left, right)]),
      ...placed.map(({ x: at, y: height, position }) => symbolOf(position, at, height)),
      ...labelsOf(placed, { left, right, top, bottom }),
      textElement(fit(chart.unit.many ?? chart.unit.other, right - canvas.left, AXIS), {
        ...AXIS,
        x: canvas.left,
        y: top - 14,
        fill: COLOUR.quiet,
      }),
      textElement(fit(chart.populationName, right - left, AXIS), {
        ...AXIS,
        x: right,
        y: bottom + 34,
        anchor: 'end',
        fill: COLOUR.quiet,
      }),
    ],
    legend: legendOf(
      chart,
      placed.map(({ position }) => position),
      language,
    ),
  };
}

function meanLine(y: number, left: number, right: number): Markup {
  return element('path', {
    d: `M${round(left)} ${round(y)}H${round(right)}`,
    stroke: COLOUR.baseline,
    'stroke-width': 2,
    'stroke-dasharray': '8 4',
    class: 'chart-baseline',
  });
}

/** Limits of small territories may lie far above every rate: the axis ends with the rates. */
function limitsInSight({ limits, mean }: Funnel, rates: readonly number[]): number[] {
  const most = 1.2 * Math.max(mean?.value ?? 0, ...rates);
  return limits.flatMap(({ outerHigh, outerLow }) => [Math.min(most, outerHigh), outerLow]);
}

interface Limit {
  readonly at: number;
  readonly rate: number;
}

/** The part of a falling limit from where it enters the plot. */
function inSight(limits: readonly Limit[], highest: number): Limit[] {
  const first = limits.findIndex(({ rate }) => rate <= highest);
  const [before, after] = [limits[first - 1], limits[first]];
  if (after === undefined) return [];
  if (before === undefined) return [...limits];
  const share = (before.rate - highest) / (before.rate - after.rate);
  const at = Math.exp(Math.log(before.at) + (Math.log(after.at) - Math.log(before.at)) * share);
  return [{ at, rate: highest }, ...limits.slice(first)];
}

function limitLine(points: readonly (readonly [x: number, y: number])[], dash: string | undefined): Markup[] {
  if (points.length < 2) return [];
  const d = `M${points.map(([x, y]) => `${round(x)} ${round(y)}`).join('L')}`;
  return [
    element('path', {
      d,
      fill: 'none',
      stroke: COLOUR.axis,
      'stroke-width': 1.5,
      'stroke-dasharray': dash,
      class: 'chart-limit',
    }),
  ];
}

/** Shape and filling tell the positions apart: triangles point the way, filled ones are beyond the outer limits. */
function symbolOf(position: FunnelPosition, x: number, y: number): Markup {
  const isFar = position === 'farAbove' || position === 'farBelow';
  const look = {
    fill: isFar ? COLOUR.data : COLOUR.background,
    stroke: COLOUR.data,
    'stroke-width': 1.5,
    class: 'chart-point',
  };
  if (position === 'within') return element('circle', { cx: x, cy: y, r: 3, ...look });
  const up = position === 'above' || position === 'farAbove' ? -1 : 1;
  return element('path', { d: `M${round(x)} ${round(y + 6 * up)}l5 ${-10 * up}h-10Z`, ...look });
}

interface PlacedPoint {
  readonly point: FunnelPoint;
  readonly x: number;
  readonly y: number;
  readonly position: FunnelPosition;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Names of the points beyond the limits, the farthest first, where they cover nothing. */
function labelsOf(placed: readonly PlacedPoint[], plot: Box): Markup[] {
  const outside = [
    ...placed.filter(({ position }) => position === 'farAbove' || position === 'farBelow'),
    ...placed.filter(({ position }) => position === 'above' || position === 'below'),
  ].slice(0, MAX_LABELS);
  const taken: Box[] = placed.map(({ x, y }) => ({ left: x - 4, right: x + 4, top: y - 6, bottom: y + 6 }));
  return outside.flatMap(({ point, x, y }) => {
    const width = textWidth(point.name, LABEL);
    const boxes = [
      { left: x + 8, top: y - 7 },
      { left: x - 8 - width, top: y - 7 },
      { left: x - width / 2, top: y - 23 },
      { left: x - width / 2, top: y + 9 },
    ].map((box) => ({ ...box, right: box.left + width, bottom: box.top + 14 }));
    const free = boxes.find((box) => isInside(box, plot) && taken.every((other) => !overlaps(box, other)));
    if (free === undefined) return [];
    taken.push(free);
    return [
      textElement(point.name, {
        ...LABEL,
        x: free.left,
        y: free.top + 11,
        fill: COLOUR.text,
        halo: COLOUR.background,
        className: 'chart-label',
      }),
    ];
  });
}

function isInside(box: Box, plot: Box): boolean {
  return box.left >= plot.left && box.right <= plot.right && box.top >= plot.top && box.bottom <= plot.bottom;
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function legendOf(
  { mean, limits }: Funnel,
  positions: readonly FunnelPosition[],
  language: Canvas['language'],
): LegendEntry[] {
  const words = wordsOf(language);
  const line = (dash: string | undefined, text: string): LegendEntry => ({
    symbol: (x, y) =>
      limitLine(
        [
          [x, y + 6],
          [x + 20, y + 6],
        ],
        dash,
      ),
    text,
  });
  return [
    ...(mean === undefined ? [] : [baselineLegend(`${mean.name}: ${number(mean.value, language)}`)]),
    ...(limits.length === 0 ? [] : [line(DASHES.inner, words.innerLimits), line(DASHES.outer, words.outerLimits)]),
    ...(['farAbove', 'above', 'within', 'below', 'farBelow'] as const)
      .filter((position) => positions.includes(position))
      .map((position): LegendEntry => ({
        symbol: (x, y) => [symbolOf(position, x + 10, y + 6)],
        text: words[position],
      })),
  ];
}
