import { geoConicEqualArea } from 'd3-geo';
import { known, type Area, type ChoroplethMap } from '../chart.ts';
import { classesOf } from '../classes.ts';
import { counted, range, wordsOf } from '../wording.ts';
import { element, round, type Markup } from './element.ts';
import type { Canvas, LegendEntry, Plot } from './frame.ts';
import { COLOUR } from './palette.ts';
import { classFill, classPattern, lookOf, noDataFill, noDataPattern } from './patterns.ts';
import { textElement, textWidth } from './text.ts';

/** A map with more areas has no names in the drawing: they would be most of its size. The table has them. */
const MAX_NAMED = 200;
/** Steps of a pixel to which points are rounded; of many areas, fewer. */
const STEPS = 4;
export const STEPS_OF_MANY = 2;
const LABEL = { size: 10 } as const;
const MAX_LABELS = 30;

/** A choropleth: the classes differ by shade and texture; what has no figure is hatched. */
export function paintMap(chart: ChoroplethMap, canvas: Canvas): Plot {
  const { left, right, top, id, language } = canvas;
  const classes = classesOf(chart.areas);
  const isNamed = chart.areas.length <= MAX_NAMED;
  const steps = isNamed ? STEPS : STEPS_OF_MANY;
  const shapes = project(chart.areas, right - left, steps);
  const without = chart.areas.filter((area) => known(area) === undefined);
  const group = (areas: readonly Area[], fill: string, name: string) =>
    element('g', { fill, class: name }, ...areas.map((area) => shapeOf(area, shapes.pathOf(area), isNamed)));
  const looks = classes.map((_, index) => lookOf(index, classes.length));
  return {
    bottom: top + shapes.height,
    definitions: [noDataPattern(`${id}-map`, steps), ...looks.map((look) => classPattern(id, look, steps))],
    content: [
      element(
        'g',
        {
          transform: `translate(${left} ${top}) scale(${1 / steps})`,
          stroke: COLOUR.border,
          'stroke-width': isNamed ? 3 : 0.5,
          'stroke-linejoin': 'round',
          'fill-rule': 'evenodd',
        },
        group(without, noDataFill(`${id}-map`), 'chart-no-data'),
        ...classes.map(({ members }, index) =>
          group(members, classFill(id, looks[index] ?? 0), `chart-class-${index + 1}`),
        ),
      ),
      ...(isNamed ? labelsOf(chart, shapes, canvas) : []),
    ],
    legend: classes.map(({ low, high, members }, index): LegendEntry => {
      const of =
        low === high
          ? counted(low, chart.unit, language)
          : `${range(low, high, language)} ${chart.unit.many ?? chart.unit.other}`;
      return {
        symbol: (x, y) => [symbolOf(classFill(id, looks[index] ?? 0), { x, y, steps })],
        text: `${of} (${counted(members.length, wordsOf(language).areas, language)})`,
      };
    }),
  };
}

/** On the grid of the map, so that the texture is as large as there. */
function symbolOf(fill: string, { x, y, steps }: Plane & { readonly steps: number }): Markup {
  const size = { width: 20 * steps, height: 12 * steps };
  const look = { fill, stroke: COLOUR.border, 'stroke-width': steps };
  return element('rect', { ...size, ...look, transform: `translate(${round(x)} ${round(y)}) scale(${1 / steps})` });
}

function shapeOf({ code, name }: Area, d: string, isNamed: boolean): Markup {
  const title = isNamed ? [element('title', {}, name)] : [];
  // A code instead of an id: a page may show two maps.
  return element('path', { 'data-code': code, d }, ...title);
}

interface Shapes<Shape> {
  readonly height: number;
  readonly kilometresPerPixel: number;
  pathOf(area: Shape): string;
  pixelsOf(at: Position): Plane;
  /** Where the name of an area is written, and how wide the area is there. */
  middleOf(area: Shape): { readonly x: number; readonly y: number; readonly width: number } | undefined;
}

/** Widens no area at the expense of another: the parallels are a sixth from the ends of the country (Snyder, 1987). */
const PROJECTION = geoConicEqualArea().parallels([45.7, 51]).rotate([-31.2, 0]).scale(1).translate([0, 0]).precision(0);

/** All areas on the plane, as large as the width allows. */
export function project<Shape extends Pick<Area, 'rings'>>(
  areas: readonly Shape[],
  width: number,
  steps: number,
): Shapes<Shape> {
  const rings = new Map(areas.map((area) => [area, area.rings.map((ring) => ring.map((at) => toPlane(at)))]));
  const all = [...rings.values()].flat(2);
  const [minX, maxX] = endsOf(all.map(({ x }) => x));
  const [minY, maxY] = endsOf(all.map(({ y }) => y));
  // An area that is higher than wide is drawn narrower.
  const scale = Math.min(width / (maxX - minX || 1), (width * HIGHEST) / (maxY - minY || 1));
  const indent = (width - (maxX - minX) * scale) / 2;
  const toPixels = ({ x, y }: Plane): Plane => ({ x: indent + (x - minX) * scale, y: (y - minY) * scale });
  return {
    height: (maxY - minY) * scale,
    kilometresPerPixel: EARTH_RADIUS_KM / scale,
    pixelsOf: (at) => toPixels(toPlane(at)),
    pathOf: (area) => (rings.get(area) ?? []).map((ring) => ringPath(ring.map(toPixels), steps)).join(''),
    middleOf: (area) => {
      const ring = (rings.get(area) ?? []).toSorted((a, b) => b.length - a.length)[0]?.map(toPixels);
      return ring === undefined || ring.length === 0 ? undefined : widestPlace(ring);
    },
  };
}

const HIGHEST = 0.9;
const EARTH_RADIUS_KM = 6_371.0088;

/** WGS 84. */
export type Position = readonly [longitude: number, latitude: number];

interface Plane {
  readonly x: number;
  readonly y: number;
}

function toPlane(at: Position): Plane {
  const [x, y] = PROJECTION([at[0], at[1]]) ?? [0, 0];
  return { x, y };
}

/** Not by spreading: a map has more points than a call has arguments. */
function endsOf(numbers: readonly number[]): readonly [number, number] {
  if (numbers.length === 0) return [0, 0];
  return [numbers.reduce((a, b) => Math.min(a, b)), numbers.reduce((a, b) => Math.max(a, b))];
}

/** Whole steps, each as the difference to the one before it: short texts. */
function ringPath(ring: readonly Plane[], steps: number): string {
  const [first, ...others] = withoutSpikes(
    ring.slice(0, -1).map(({ x, y }) => ({ x: Math.round(x * steps), y: Math.round(y * steps) })),
  );
  if (first === undefined || others.length < 2) return '';
  let [path, last] = [`M${first.x} ${first.y}l`, first];
  for (const next of others) {
    const [dx, dy] = [next.x - last.x, next.y - last.y];
    path += `${path.endsWith('l') || dx < 0 ? '' : ' '}${dx}${dy < 0 ? '' : ' '}${dy}`;
    last = next;
  }
  return `${path}z`;
}

/** Without repeated points, and without ways there and back, to which simplified borders shrink narrow strips. */
function withoutSpikes(ring: readonly Plane[]): Plane[] {
  const kept: Plane[] = [];
  const isSame = (a: Plane | undefined, b: Plane) => a !== undefined && a.x === b.x && a.y === b.y;
  for (const point of ring) {
    if (isSame(kept.at(-1), point)) continue;
    if (isSame(kept.at(-2), point)) kept.pop();
    else kept.push(point);
  }
  return kept;
}

/** Of some rows across a ring, the middle of the widest stretch inside, those near the middle of the ring first. */
function widestPlace(ring: readonly Plane[]): { readonly x: number; readonly y: number; readonly width: number } {
  const [top, bottom] = endsOf(ring.map(({ y }) => y));
  const places = [0.5, 0.42, 0.58, 0.35, 0.65].map((share) => {
    const y = top + (bottom - top) * share;
    const crossings = ring
      .flatMap((from, index) => {
        const to = ring[index + 1];
        if (to === undefined || from.y < y === to.y < y) return [];
        return [from.x + ((y - from.y) * (to.x - from.x)) / (to.y - from.y)];
      })
      .toSorted((a, b) => a - b);
    const stretches = crossings.flatMap((from, index) => {
      const to = crossings[index + 1];
      return index % 2 === 0 && to !== undefined ? [{ x: (from + to) / 2, y, width: to - from }] : [];
    });
    return stretches.toSorted((a, b) => b.width - a.width)[0] ?? { x: 0, y, width: 0 };
  });
  return places.reduce((best, place) => (place.width > best.width * 1.15 ? place : best));
}

/** Names on the areas that are wide enough for them, where no other name is yet. */
function labelsOf(chart: ChoroplethMap, shapes: Shapes<Area>, { left, top }: Canvas): Markup[] {
  if (chart.areas.length > MAX_LABELS) return [];
  const taken: { readonly x: number; readonly y: number; readonly width: number }[] = [];
  return chart.areas.flatMap((area) => {
    const middle = shapes.middleOf(area);
    const width = textWidth(area.name, LABEL);
    if (middle === undefined || width > middle.width) return [];
    const { x, y } = middle;
    const collides = taken.some(
      (each) => Math.abs(each.x - x) < (each.width + width) / 2 && Math.abs(each.y - y) < LABEL.size,
    );
    if (collides) return [];
    taken.push({ x, y, width });
    return [
      textElement(area.name, {
        ...LABEL,
        x: left + x,
        y: top + y + 3,
        anchor: 'middle',
        fill: COLOUR.text,
        halo: COLOUR.background,
        className: 'chart-label',
      }),
    ];
  });
}
