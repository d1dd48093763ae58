import type { Area, Language } from '../chart.ts';
import { element, round, type Markup } from './element.ts';
import { project, type Position } from './map.ts';
import { COLOUR } from './palette.ts';
import { textElement, textWidth } from './text.ts';

/** One place with what lies in it. */
export interface PlaceMap {
  readonly title: string;
  /** What the map shows, in sentences, for people who do not see it. */
  readonly description: string;
  readonly rings: Area['rings'];
  /** The more important ones first: a name that would lie on another one is left out. */
  readonly settlements: readonly NamedPosition[];
  readonly marks: readonly Mark[];
}

export interface NamedPosition {
  readonly name: string;
  readonly at: Position;
}

/** `open` is a filled dot, `done` a ring, `pin` one position that the reader asks about. */
export interface Mark {
  readonly at: Position;
  readonly look: MarkLook;
}

export type MarkLook = 'open' | 'done' | 'pin';

export interface DrawnPlaceMap {
  readonly svg: string;
  /** How a look is drawn, for a legend beside the map in the same page. */
  swatch(look: MarkLook): string;
}

/** As wide as a phone shows it: names keep their size there. */
const WIDTH = 340;
const MARGIN = 12;
/** Steps of a pixel to which the border is rounded. */
const STEPS = 2;
const NAME = { size: 11 } as const;
/** Marks of one look that are nearer than this become one with their number. */
const CLUSTER = 16;
const RADIUS = 4.5;
const SCALE_KILOMETRES = [0.5, 1, 2, 5, 10, 20, 50] as const;
const MAX_SCALE_WIDTH = 110;

/** The border of a place, names of settlements, and marks, with a scale. */
export function renderPlaceMap(
  map: PlaceMap,
  { language, id }: { readonly language: Language; readonly id: string },
): DrawnPlaceMap {
  const shape = { rings: map.rings };
  const drawn = project([shape], WIDTH - 2 * MARGIN, STEPS);
  const pixels = (at: Position) => {
    const { x, y } = drawn.pixelsOf(at);
    return { x: x + MARGIN, y: y + MARGIN };
  };
  const height = Math.ceil(drawn.height) + 2 * MARGIN + 24;
  const drawing = element(
    'svg',
    {
      role: 'img',
      'aria-labelledby': `${id}-title ${id}-desc`,
      lang: language,
      class: 'chart chart-map chart-place',
      width: WIDTH,
      height,
      viewBox: `0 0 ${WIDTH} ${height}`,
    },
    element('title', { id: `${id}-title` }, map.title),
    element('desc', { id: `${id}-desc` }, map.description),
    element(
      'g',
      { 'aria-hidden': 'true' },
      element('path', {
        d: drawn.pathOf(shape),
        transform: `translate(${MARGIN} ${MARGIN}) scale(${1 / STEPS})`,
        fill: COLOUR.band,
        stroke: COLOUR.bandEdge,
        'stroke-width': 3,
        'stroke-linejoin': 'round',
        'fill-rule': 'evenodd',
      }),
      ...(['done', 'open', 'pin'] as const).flatMap((look) =>
        clustered(map.marks.flatMap((mark) => (mark.look === look ? [pixels(mark.at)] : []))).map((dot) =>
          paint(look, dot),
        ),
      ),
      ...namesOf(map.settlements.map(({ name, at }) => ({ name, ...pixels(at) }))),
      ...scaleBar(drawn.kilometresPerPixel, height - 10, language),
    ),
  );
  return { svg: drawing.markup, swatch: (look) => swatchOf(look).markup };
}

interface Spot {
  readonly x: number;
  readonly y: number;
}

interface Dot extends Spot {
  readonly count: number;
}

/** Each joins the first that is near enough, so the same marks in the same order give the same drawing. */
function clustered(spots: readonly Spot[]): Dot[] {
  const dots: Dot[] = [];
  for (const { x, y } of spots) {
    const near = dots.findIndex((dot) => Math.hypot(dot.x - x, dot.y - y) < CLUSTER);
    const dot = dots[near];
    if (dot === undefined) dots.push({ x, y, count: 1 });
    else dots[near] = { ...dot, count: dot.count + 1 };
  }
  return dots;
}

function paint(look: MarkLook, { x, y, count }: Dot): Markup {
  if (look === 'pin') {
    const shape = `M${round(x)} ${round(y)}l-7 -13a8 8 0 1 1 14 0z`;
    return element(
      'g',
      { class: 'chart-pin' },
      element('path', { d: shape, fill: COLOUR.baseline, stroke: COLOUR.background, 'stroke-width': 1.5 }),
      element('circle', { cx: x, cy: y - 17, r: 3, fill: COLOUR.background }),
    );
  }
  const colours =
    look === 'open'
      ? { fill: COLOUR.data, stroke: COLOUR.background, text: COLOUR.background }
      : { fill: COLOUR.background, stroke: COLOUR.data, text: COLOUR.text };
  const r = count === 1 ? RADIUS : Math.max(8, textWidth(String(count), NAME) / 2 + 3);
  return element(
    'g',
    { class: `chart-${look}` },
    element('circle', { cx: x, cy: y, r, fill: colours.fill, stroke: colours.stroke, 'stroke-width': 2 }),
    ...(count === 1
      ? []
      : [textElement(String(count), { ...NAME, x, y: y + 4, anchor: 'middle', fill: colours.text })]),
  );
}

/** A small square beside each, and its name on the side where there is room. */
function namesOf(settlements: readonly (Spot & { readonly name: string })[]): Markup[] {
  const taken: { readonly left: number; readonly right: number; readonly y: number }[] = [];
  return settlements.flatMap(({ name, x, y }) => {
    const width = textWidth(name, NAME);
    const isRight = x + 6 + width <= WIDTH;
    const [left, right] = isRight ? [x - 3, x + 6 + width] : [x - 6 - width, x + 3];
    if (
      left < 0 ||
      taken.some((each) => left < each.right && each.left < right && Math.abs(each.y - y) < NAME.size + 2)
    ) {
      return [];
    }
    taken.push({ left, right, y });
    return [
      element('rect', { x: x - 2, y: y - 2, width: 4, height: 4, fill: COLOUR.quiet }),
      textElement(name, {
        ...NAME,
        x: isRight ? x + 6 : x - 6,
        y: y + 4,
        anchor: isRight ? 'start' : 'end',
        fill: COLOUR.text,
        halo: COLOUR.background,
        className: 'chart-label',
      }),
    ];
  });
}

function scaleBar(kilometresPerPixel: number, y: number, language: Language): Markup[] {
  const fits = SCALE_KILOMETRES.filter((each) => each / kilometresPerPixel <= MAX_SCALE_WIDTH);
  const kilometres = fits.at(-1) ?? SCALE_KILOMETRES[0];
  const end = MARGIN + kilometres / kilometresPerPixel;
  const length = new Intl.NumberFormat(language, { style: 'unit', unit: 'kilometer' }).format(kilometres);
  return [
    element('path', {
      d: `M${MARGIN} ${round(y - 4)}v4H${round(end)}v-4`,
      fill: 'none',
      stroke: COLOUR.axis,
      'stroke-width': 1.5,
    }),
    textElement(length, { ...NAME, x: end + 6, y: y + 2, fill: COLOUR.quiet }),
  ];
}

function swatchOf(look: MarkLook): Markup {
  const size = look === 'pin' ? { width: 20, height: 30 } : { width: 14, height: 14 };
  const dot = look === 'pin' ? { x: 10, y: 28 } : { x: 7, y: 7 };
  return element(
    'svg',
    { 'aria-hidden': 'true', class: 'chart-swatch', ...size, viewBox: `0 0 ${size.width} ${size.height}` },
    paint(look, { ...dot, count: 1 }),
  );
}
