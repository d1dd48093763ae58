import { known, type Goal, type Progress } from '../chart.ts';
import { scaleOf, type Scale } from '../scale.ts';
import { DEMONSTRATION_MARK, counted, number, percent, wordsOf } from '../wording.ts';
import { verticalGrid } from './axes.ts';
import { element, round, type Markup } from './element.ts';
import type { Canvas, Plot } from './frame.ts';
import { COLOUR } from './palette.ts';
import { noDataFill } from './patterns.ts';
import { fit, textElement } from './text.ts';

const ROW = 50;
const BAR = 16;
const NAME = { size: 13, isBold: true } as const;
const FIGURE = { size: 12 } as const;
/** A goal that is exceeded further fills the bar: the text says by how much. */
const MOST_SHARE = 1.5;

/** Bars on the scale of their targets, each with a line where the target is. */
export function paintProgress({ goals, unit }: Progress, canvas: Canvas): Plot {
  const { language, left, right, top, id } = canvas;
  const most = Math.max(1, ...goals.map((goal) => Math.min(MOST_SHARE, shareOf(goal) ?? 0)));
  const scale = scaleOf([100 * most], [left, right - 30], 5);
  const bottom = top + goals.length * ROW + 4;
  return {
    bottom: bottom + 24,
    content: [
      ...verticalGrid(scale, { top, bottom, left, right }, (tick) => `${number(tick, language)}\u00A0%`),
      ...goals.flatMap((goal, index) =>
        drawGoal({ unit, ...goal }, top + index * ROW, { scale, left, right, id, language }),
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
}

function drawGoal(
  goal: Goal & Required<Pick<Goal, 'unit'>>,
  top: number,
  { scale, left, right, id, language }: Row,
): Markup[] {
  const share = shareOf(goal);
  const y = top + 26;
  const figure = figureOf(goal, language);
  const figureText = fit(figure, (right - left) * 0.6, FIGURE);
  return [
    // The grid would cross the texts.
    element('rect', { x: left - 1, y: top - 1, width: right - left + 1, height: 25, fill: COLOUR.background }),
    textElement(fit(goal.name, (right - left) * 0.4 - 8, NAME), {
      ...NAME,
      x: left,
      y: top + 18,
      fill: COLOUR.text,
      className: 'chart-label',
    }),
    textElement(figureText, {
      ...FIGURE,
      x: right,
      y: top + 18,
      anchor: 'end',
      fill: COLOUR.text,
      className: 'chart-value',
    }),
    ...(share === undefined
      ? [element('rect', { x: left, y, width: 40, height: BAR, fill: noDataFill(id), class: 'chart-no-data' })]
      : [bar(goal, scale.at(0), scale.at(100 * share), y)]),
    ...(goal.target === undefined ? [] : [targetLine(scale.at(100), y - 3, y + BAR + 3)]),
  ];
}

function bar({ isDemonstration }: Goal, from: number, to: number, y: number): Markup {
  return element('rect', {
    x: Math.min(from, to),
    y,
    width: Math.abs(to - from),
    height: BAR,
    fill: isDemonstration === true ? COLOUR.band : COLOUR.data,
    stroke: COLOUR.data,
    ...(isDemonstration === true && { 'stroke-width': 2, 'stroke-dasharray': '4 2' }),
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

/** "632 * of 1,000 by 31.12.2021: 63.2 %" */
function figureOf(goal: Goal & Required<Pick<Goal, 'unit'>>, language: Canvas['language']): string {
  const [value, share, words] = [known(goal), shareOf(goal), wordsOf(language)];
  const mark = goal.isDemonstration === true ? ` ${DEMONSTRATION_MARK}` : '';
  const now = value === undefined ? words.noData : `${counted(value, goal.unit, language)}${mark}`;
  const target =
    goal.target === undefined
      ? words.noTarget
      : `${words.target.toLowerCase()} ${number(goal.target, language)} ${goal.due}`;
  return `${now}; ${target.trim()}${share === undefined ? '' : `: ${percent(share, language)}`}`;
}
