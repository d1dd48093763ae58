import { known, type Goal, type Progress } from '../chart.ts';
import { scaleOf, type Scale } from '../scale.ts';
import { counted, number, percent, wordsOf } from '../wording.ts';
import { verticalGrid } from './axes.ts';
import { element, round, type Markup } from './element.ts';
import type { Canvas, Plot } from './frame.ts';
import { COLOUR } from './palette.ts';
import { noDataFill } from './patterns.ts';
import { fit, textElement, textWidth } from './text.ts';

const ROW = 50;
/** A second line of text. */
const LINE = 17;
const BAR = 16;
const NAME = { size: 13, isBold: true } as const;
const FIGURE = { size: 12 } as const;
/** A goal that is exceeded further fills the bar: the text says by how much. */
const MAX_SHARE = 1.5;

/** Bars on the scale of their targets, each with a line where the target is. */
export function paintProgress({ goals, unit }: Progress, canvas: Canvas): Plot {
  const { language, left, right, top, id } = canvas;
  const most = Math.max(1, ...goals.map((goal) => Math.min(MAX_SHARE, shareOf(goal) ?? 0)));
  const scale = scaleOf([100 * most], [left, right - 30], 5);
  const isStacked = goals.some((goal) => !fitsBeside({ unit, ...goal }, right - left, language));
  const row = isStacked ? ROW + LINE : ROW;
  const bottom = top + goals.length * row + 4;
  return {
    bottom: bottom + 24,
    content: [
      ...verticalGrid(scale, { top, bottom, left, right }, (tick) => `${number(tick, language)}\u00A0%`),
      ...goals.flatMap((goal, index) =>
        drawGoal({ unit, ...goal }, top + index * row, { scale, left, right, id, language, isStacked }),
      ),
    ],
    legend: [{ symbol: (x, y) => [targetLine(x + 10, y - 1, y + 13)], text: wordsOf(language).target }],
  };
}

/** Undefined without a figure or a target. */
function shareOf(goal: Goal): number | undefined {
  const value = known(goal);
  return value === undefined || goal.target === undefined ? undefined : value / goal.target;
}

interface Row extends Pick<Canvas, 'left' | 'right' | 'id' | 'language'> {
  readonly scale: Scale;
  /** The figure stands below the name, because both are too wide for one line. */
  readonly isStacked: boolean;
}

type NamedGoal = Goal & Required<Pick<Goal, 'unit'>>;

function fitsBeside(goal: NamedGoal, room: number, language: Canvas['language']): boolean {
  return textWidth(goal.name, NAME) + textWidth(figureOf(goal, language), FIGURE) + 12 <= room;
}

function drawGoal(goal: NamedGoal, top: number, { scale, left, right, id, language, isStacked }: Row): Markup[] {
  const share = shareOf(goal);
  const line = isStacked ? LINE : 0;
  const y = top + 26 + line;
  const figure = figureOf(goal, language);
  const figureText = fit(figure, right - left, FIGURE);
  return [
    // The grid would cross the texts.
    element('rect', { x: left - 1, y: top - 1, width: right - left + 1, height: 25 + line, fill: COLOUR.background }),
    textElement(fit(goal.name, right - left, NAME), {
      ...NAME,
      x: left,
      y: top + 18,
      fill: COLOUR.text,
      className: 'chart-label',
    }),
    textElement(figureText, {
      ...FIGURE,
      x: isStacked ? left : right,
      y: top + 18 + line,
      anchor: isStacked ? 'start' : 'end',
      fill: COLOUR.text,
      className: 'chart-value',
    }),
    ...(share === undefined
      ? [element('rect', { x: left, y, width: 40, height: BAR, fill: noDataFill(id), class: 'chart-no-data' })]
      : [bar(scale.at(0), scale.at(100 * share), y)]),
    ...(goal.target === undefined ? [] : [targetLine(scale.at(100), y - 3, y + BAR + 3)]),
  ];
}

function bar(from: number, to: number, y: number): Markup {
  return element('rect', {
    x: Math.min(from, to),
    y,
    width: Math.abs(to - from),
    height: BAR,
    fill: COLOUR.data,
    stroke: COLOUR.data,
    class: 'chart-bar',
  });
}

function targetLine(x: number, top: number, bottom: number): Markup {
  return element('path', {
    d: `M${round(x)} ${round(top)}V${round(bottom)}`,
    stroke: COLOUR.baseline,
    'stroke-width': 3,
    class: 'chart-target',
  });
}

/** "632 of 1,000 by 31.12.2021: 63.2 %" */
function figureOf(goal: NamedGoal, language: Canvas['language']): string {
  const [value, share, words] = [known(goal), shareOf(goal), wordsOf(language)];
  const now = value === undefined ? words.noData : counted(value, goal.unit, language);
  const target =
    goal.target === undefined
      ? words.noTarget
      : `${words.target.toLowerCase()} ${number(goal.target, language)} ${goal.due}`;
  return `${now}; ${target.trim()}${share === undefined ? '' : `: ${percent(share, language)}`}`;
}
