import type { Area, Language } from '../chart.ts';
import { element, round, type Markup } from './element.ts';
import { project, STEPS_OF_MANY } from './map.ts';
import { COLOUR } from './palette.ts';
import { classFill, classPattern, lookOf, noDataFill, noDataPattern } from './patterns.ts';

/** Areas on the plane, ready to be drawn in any classes: this takes most of the time, so keep it. */
export interface MapPlan {
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** One an area, in the order of the areas; empty if an area is too small to be seen. */
  readonly paths: readonly string[];
}

/** Lays the areas out as wide as this, or less if they are higher than wide. */
export function planMap(areas: readonly Area['rings'][], width: number): MapPlan {
  const shapes = areas.map((rings) => ({ rings }));
  const drawn = project(shapes, width, STEPS_OF_MANY);
  return { width, height: Math.ceil(drawn.height), paths: shapes.map((shape) => drawn.pathOf(shape)) };
}

/** The classes of areas instead of their figures: what may not be published exactly is drawn this way. */
export interface ClassedMap {
  readonly title: string;
  /** What the map shows, in sentences, for people who do not see it. */
  readonly description: string;
  readonly plan: MapPlan;
  /** One an area, from 0, the lowest; undefined: there is no figure. */
  readonly classOf: readonly (number | undefined)[];
  /** How many classes there are, 1 to 5. */
  readonly classes: number;
}

export interface ClassedMapOptions {
  readonly language: Language;
  /** Begins the ids of the drawing, unique in the page. */
  readonly id: string;
}

export interface DrawnMap {
  readonly svg: string;
  /** A small drawing of how a class looks, for a legend beside the map in the same page; undefined: no figure. */
  readonly swatches: readonly { readonly classIndex: number | undefined; readonly svg: string }[];
}

const MAX_CLASSES = 5;
/** The width of a border, in steps of the grid. */
const BORDER = { few: 1.5, many: 0.5 } as const;
const MANY = 200;

/**
 * A map without any text in the drawing, so that it may become as small as a phone: title and legend belong into the page.
 * Areas of a class are a group with the class name `chart-class-1` to `chart-class-5`, or `chart-no-data`.
 */
export function renderClassedMap(map: ClassedMap, { language, id }: ClassedMapOptions): DrawnMap {
  const { plan, classOf, classes, title, description } = map;
  if (!(classes >= 1 && classes <= MAX_CLASSES)) throw new RangeError(`a map has 1 to ${MAX_CLASSES} classes`);
  const looks = Array.from({ length: classes }, (_, index) => lookOf(index, classes));
  const fillOf = (index: number | undefined) =>
    index === undefined ? noDataFill(id) : classFill(id, looks[index] ?? 0);
  const groups = [undefined, ...looks.keys()].map((index) => {
    const name = index === undefined ? 'chart-no-data' : `chart-class-${index + 1}`;
    const paths = plan.paths.filter((d, area) => d !== '' && classOf[area] === index);
    return { index, name, paths };
  });
  const drawing = element(
    'svg',
    {
      role: 'img',
      'aria-labelledby': `${id}-title ${id}-desc`,
      lang: language,
      class: 'chart chart-map',
      width: plan.width,
      height: plan.height,
      viewBox: `0 0 ${plan.width * STEPS_OF_MANY} ${plan.height * STEPS_OF_MANY}`,
    },
    element('title', { id: `${id}-title` }, title),
    element('desc', { id: `${id}-desc` }, description),
    element(
      'defs',
      {},
      noDataPattern(id, STEPS_OF_MANY),
      ...looks.map((look) => classPattern(id, look, STEPS_OF_MANY)),
    ),
    element(
      'g',
      {
        'aria-hidden': 'true',
        stroke: COLOUR.border,
        'stroke-width': plan.paths.length > MANY ? BORDER.many : BORDER.few,
        'stroke-linejoin': 'round',
        'fill-rule': 'evenodd',
      },
      ...groups.flatMap(({ index, name, paths }) =>
        paths.length === 0
          ? []
          : [element('g', { class: name, fill: fillOf(index) }, ...paths.map((d) => element('path', { d })))],
      ),
    ),
  );
  return {
    svg: drawing.markup,
    swatches: groups
      .filter(({ index, paths }) => index !== undefined || paths.length > 0)
      .map(({ index }) => ({ classIndex: index, svg: swatchOf(fillOf(index)).markup })),
  };
}

const SWATCH = { width: 24, height: 14 } as const;

/** On the grid of the map, so that the texture is as large as there. */
function swatchOf(fill: string): Markup {
  const [wide, high] = [SWATCH.width * STEPS_OF_MANY, SWATCH.height * STEPS_OF_MANY];
  return element(
    'svg',
    { 'aria-hidden': 'true', class: 'chart-swatch', ...SWATCH, viewBox: `0 0 ${round(wide)} ${round(high)}` },
    element('rect', { width: wide, height: high, fill, stroke: COLOUR.border, 'stroke-width': STEPS_OF_MANY }),
  );
}
