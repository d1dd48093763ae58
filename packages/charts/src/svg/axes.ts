import type { Language } from '../chart.ts';
import type { Scale } from '../scale.ts';
import { number } from '../wording.ts';
import { element, type Markup } from './element.ts';
import { COLOUR } from './palette.ts';
import { fit, textElement, textWidth } from './text.ts';

export const AXIS = { size: 12 } as const;

/** The room that the numbers of a vertical axis need. */
export function tickRoom(ticks: readonly number[], language: Language): number {
  return Math.max(0, ...ticks.map((tick) => textWidth(number(tick, language), AXIS))) + 8;
}

/** Lines across the plot with their numbers at the left. */
export function horizontalGrid(scale: Scale, left: number, right: number, language: Language): Markup[] {
  return scale.ticks.flatMap((tick) => {
    const y = scale.at(tick);
    return [
      element('path', { d: `M${left} ${rounded(y)}H${right}`, stroke: tick === 0 ? COLOUR.axis : COLOUR.grid }),
      textElement(number(tick, language), { ...AXIS, x: left - 6, y: y + 4, anchor: 'end', fill: COLOUR.quiet }),
    ];
  });
}

/** Lines down the plot with their numbers below. */
export function verticalGrid(
  scale: Scale,
  {
    top,
    bottom,
    left,
    right,
  }: { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number },
  textOf: (tick: number) => string,
): Markup[] {
  const labels = labelsThatFit(
    scale.ticks.map((tick) => ({ text: textOf(tick), x: scale.at(tick) })),
    left,
    right,
  );
  return [
    ...scale.ticks.map((tick) =>
      element('path', {
        d: `M${rounded(scale.at(tick))} ${top}V${bottom}`,
        stroke: tick === 0 ? COLOUR.axis : COLOUR.grid,
      }),
    ),
    ...labels.map(({ text, x, anchor }) =>
      textElement(text, { ...AXIS, x, y: bottom + 16, anchor, fill: COLOUR.quiet }),
    ),
  ];
}

interface PlacedLabel {
  readonly text: string;
  readonly x: number;
  readonly anchor: 'start' | 'middle' | 'end';
}

const GAP = 10;

/** Labels below an axis, left out evenly until none touches another; those at the ends keep within the room. */
export function labelsThatFit(
  labels: readonly { readonly text: string; readonly x: number }[],
  left: number,
  right: number,
): PlacedLabel[] {
  const placed = labels.map(({ text, x }) => place(fit(text, right - left, AXIS), x, left, right));
  for (let step = 1; step < placed.length; step += 1) {
    const kept = placed.filter((_, index) => index % step === 0);
    if (kept.every((label, index) => index === 0 || startOf(label) >= endOf(kept[index - 1]) + GAP)) return kept;
  }
  return placed.slice(0, 1);
}

function place(text: string, x: number, left: number, right: number): PlacedLabel {
  const half = textWidth(text, AXIS) / 2;
  if (x - half < left) return { text, x: left, anchor: 'start' };
  if (x + half > right) return { text, x: right, anchor: 'end' };
  return { text, x, anchor: 'middle' };
}

function startOf({ text, x, anchor }: PlacedLabel): number {
  const width = textWidth(text, AXIS);
  return anchor === 'start' ? x : anchor === 'middle' ? x - width / 2 : x - width;
}

function endOf(label: PlacedLabel | undefined): number {
  return label === undefined ? Number.NEGATIVE_INFINITY : startOf(label) + textWidth(label.text, AXIS);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
