import type { Area, Language } from '../chart.ts';
import { element, round, type Markup } from './element.ts';
import { project, STEPS_OF_MANY } from './map.ts';
import { COLOUR } from './palette.ts';
import {
  classFill,
  classPattern,
  incompleteFill,
  incompletePattern,
  lookOf,
  noDataFill,
  noDataPattern,
  occupiedFill,
  occupiedPattern,
} from './patterns.ts';

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

/** From 0, the lowest. Occupied: nobody can report from there. Undefined: there is no figure. */
export type AreaClass = number | 'occupied' | undefined;

/** The classes of areas instead of their figures: what may not be published exactly is drawn this way. */
export interface ClassedMap {
  readonly title: string;
  /** What the map shows, in sentences, for people who do not see it. */
  readonly description: string;
  readonly plan: MapPlan;
  /** One an area. */
  readonly classOf: readonly AreaClass[];
  /** Areas whose figure is a lower bound, by their place in the list. */
  readonly incomplete?: ReadonlySet<number>;
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
  /** A small drawing of how a class looks, for a legend beside the map in the same page. */
  readonly swatches: readonly { readonly of: AreaClass | 'incomplete'; readonly svg: string }[];
}

const MAX_CLASSES = 5;
/** The width of a border, in steps of the grid. */
const BORDER = { few: 1.5, many: 0.5 } as const;
const MANY = 200;

/**
 * A map without any text in the drawing, so that it may become as small as a phone: title and legend belong into the page.
 * Areas of a class are a group with the class name `chart-class-1` to `chart-class-5`, `chart-occupied`, or `chart-no-data`;
 * those of `incomplete` are drawn once more, as `chart-incomplete`.
 */
export function renderClassedMap(map: ClassedMap, { language, id }: ClassedMapOptions): DrawnMap {
  const { plan, classOf, classes, title, description, incomplete = new Set() } = map;
  if (!(classes >= 1 && classes <= MAX_CLASSES)) throw new RangeError(`a map has 1 to ${MAX_CLASSES} classes`);
  const looks = Array.from({ length: classes }, (_, index) => lookOf(index, classes));
  const pathsOf = (isWanted: (area: number) => boolean) => plan.paths.filter((d, area) => d !== '' && isWanted(area));
  const groupOf = (of: AreaClass, name: string, fill: string) => ({
    of,
    name,
    fill,
    paths: pathsOf((area) => classOf[area] === of),
  });
  const groups = [
    groupOf(undefined, 'chart-no-data', noDataFill(id)),
    groupOf('occupied', 'chart-occupied', occupiedFill(id)),
    ...looks.map((look, index) => groupOf(index, `chart-class-${index + 1}`, classFill(id, look))),
    {
      of: 'incomplete' as const,
      name: 'chart-incomplete',
      fill: incompleteFill(id),
      paths: pathsOf((area) => incomplete.has(area) && typeof classOf[area] === 'number'),
    },
  ];
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
      occupiedPattern(id, STEPS_OF_MANY),
      incompletePattern(id, STEPS_OF_MANY),
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
      ...groups.flatMap(({ name, fill, paths }) =>
        paths.length === 0 ? [] : [element('g', { class: name, fill }, ...paths.map((d) => element('path', { d })))],
      ),
    ),
  );
  return {
    svg: drawing.markup,
    swatches: groups
      .filter(({ of, paths }) => typeof of === 'number' || paths.length > 0)
      .map(({ of, fill }) => ({ of, svg: swatchOf(fill).markup })),
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
