import { brotliCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findOblast } from '@safe-community/territory';
import { anyChart, anyLanguage } from '../../test/any-chart.ts';
import { mapOf } from '../../test/examples.ts';
import { attribute, parseSvg, type ParsedElement } from '../../test/svg-document.ts';
import type { ChoroplethMap } from '../chart.ts';
import { CLASS_FILLS, COLOUR } from './palette.ts';
import { renderSvg } from './render.ts';
import { textWidth } from './text.ts';

const unit = { one: 'подія', few: 'події', many: 'подій', other: 'події' };
const width = fc.integer({ min: 320, max: 2_000 });

test('any data gives a well-formed drawing without scripts, styles, or anything from elsewhere', () => {
  fc.assert(
    fc.property(anyChart, anyLanguage, width, (drawn, of, wide) => {
      const svg = renderSvg(drawn, { language: of, width: wide, id: 'c1' });
      const elements = parseSvg(svg);
      const [root, title, description] = elements;
      expect(root?.attributes).toMatchObject({ role: 'img', 'aria-labelledby': 'c1-title c1-desc', lang: of });
      expect([title?.name, description?.name]).toEqual(['title', 'desc']);
      for (const { name: tag, attributes } of elements) {
        expect(ALLOWED).toContain(tag);
        for (const [key, text] of Object.entries(attributes)) {
          expect(key).not.toMatch(/^(style|href|xlink:href|on.*)$/);
          if (NUMERIC.has(key)) expect(text).toMatch(/^-?[0-9.]+$/);
          if (key === 'd' || key === 'transform') expect(text).not.toMatch(/NaN|Infinity|undefined/);
          if (text.includes('url(')) expect(text).toMatch(/^url\(#c1-[a-z0-9-]+\)$/);
        }
      }
    }),
    { numRuns: 100 },
  );
});

const ALLOWED = ['svg', 'title', 'desc', 'defs', 'pattern', 'g', 'rect', 'path', 'circle', 'text'];
const NUMERIC = new Set(['x', 'y', 'width', 'height', 'cx', 'cy', 'r', 'font-size', 'stroke-width']);

test('all texts lie inside the drawing', () => {
  fc.assert(
    fc.property(anyChart, anyLanguage, width, (drawn, of, wide) => {
      const elements = parseSvg(renderSvg(drawn, { language: of, width: wide }));
      const [height] = elements.map((root) => attribute(root, 'height'));
      for (const text of elements.filter((each) => each.name === 'text')) {
        const [left, right] = extentOf(text);
        expect(left).toBeGreaterThanOrEqual(-0.01);
        expect(right).toBeLessThanOrEqual(wide + 0.01);
        expect(attribute(text, 'y')).toBeLessThanOrEqual((height ?? 0) - 2);
        expect(attribute(text, 'y') - attribute(text, 'font-size')).toBeGreaterThanOrEqual(0);
      }
    }),
    { numRuns: 100 },
  );
});

function extentOf(element: ParsedElement): [left: number, right: number] {
  const [x, size] = [attribute(element, 'x'), attribute(element, 'font-size')];
  const long = textWidth(element.text, { size, isBold: element.attributes['font-weight'] === 'bold' });
  const anchor = element.attributes['text-anchor'];
  const left = anchor === 'middle' ? x - long / 2 : anchor === 'end' ? x - long : x;
  return [left, left + long];
}

const BAR = { kind: 'bars', title: 'T', unit } as const;
const classesIn = (svg: string) => parseSvg(svg).map((each) => each.attributes['class'] ?? '');

test('a missing figure is hatched, and 0 is a bar without length', () => {
  const bars = [
    { name: 'none', value: undefined },
    { name: 'zero', value: 0 },
  ];
  const svg = renderSvg({ ...BAR, bars }, { language: 'uk', width: 640 });
  expect(classesIn(svg).filter((each) => each === 'chart-no-data')).toHaveLength(1);
  const [bar] = parseSvg(svg).filter((each) => each.attributes['class'] === 'chart-bar');
  expect(bar?.attributes).toMatchObject({ width: '0' });
  expect(svg).toContain('немає даних');
});

test('a chart of a demonstration says so in a note and in its description', () => {
  const of = (isDemonstration: boolean) =>
    parseSvg(renderSvg({ ...BAR, bars: [{ name: 'B', value: 5 }], isDemonstration }, { language: 'en', width: 640 }));
  const said = 'Demonstration: invented data.';
  expect(of(false).filter(({ text }) => text.includes(said))).toEqual([]);
  expect(of(true).filter(({ text }) => text.includes(said))).toMatchObject([
    { name: 'desc' },
    { name: 'text', text: said },
  ]);
});

test('the description of a chart with few figures says all of them', () => {
  const svg = renderSvg(
    {
      ...BAR,
      subtitle: '2026',
      bars: [
        { name: 'Львівська', value: 21 },
        { name: 'Волинська', value: 3.5 },
        { name: 'Крим', value: undefined },
      ],
    },
    { language: 'uk', width: 640 },
  );
  const [description] = parseSvg(svg).filter((each) => each.name === 'desc');
  expect(description?.text.replaceAll('\u00A0', ' ')).toBe(
    '2026. Найбільше: Львівська, 21 подія. Найменше: Волинська, 3,5 події. 1 значення немає. ' +
      'Значення: Львівська 21; Волинська 3,5; Крим немає даних.',
  );
});

test('refuses a width and an id that cannot be drawn', () => {
  const draw = (options: { width: number; id?: string }) => () =>
    renderSvg({ ...BAR, bars: [] }, { language: 'uk', ...options });
  expect(draw({ width: 319 })).toThrow('320 to 2000');
  expect(draw({ width: Number.NaN })).toThrow('320 to 2000');
  expect(draw({ width: 640, id: '"><script>' })).toThrow('letters');
});

describe('maps', () => {
  const draw = (areas: ChoroplethMap['areas']) =>
    renderSvg(
      { kind: 'map', title: 'T', unit, areas, attribution: 'Borders: someone' },
      { language: 'uk', width: 800 },
    );

  test('have at most five classes with a texture each, and name the source of the borders', () => {
    const svg = draw(mapOf('oblast'));
    expect(classesIn(svg).filter((each) => each.startsWith('chart-class-'))).toEqual(
      [1, 2, 3, 4, 5].map((number) => `chart-class-${number}`),
    );
    expect(parseSvg(svg).map(({ text }) => text)).toContain('Borders: someone');
    expect(parseSvg(svg).filter(({ attributes }) => 'data-code' in attributes)).toHaveLength(27);
  });

  test('of two names that would lie over each other, the first stands', () => {
    const [area] = mapOf('oblast').filter(({ name }) => name.startsWith('Полтав'));
    const { rings = [] } = area ?? {};
    const labels = (names: readonly string[]) =>
      parseSvg(draw(names.map((name, value) => ({ code: name, name, rings, value })))).flatMap(({ attributes, text }) =>
        attributes['class'] === 'chart-label' ? [text] : [],
      );
    expect(labels(['Перша', 'Друга'])).toEqual(['Перша']);
  });

  test('of all hromadas take at most 70 kB compressed, and of each oblast at most 10 kB', () => {
    expect(brotliCompressSync(draw(mapOf('hromada'))).length).toBeLessThanOrEqual(70_000);
    for (const oblast of ['12', '74']) {
      expect(brotliCompressSync(draw(mapOf('hromada', findOblast(oblast)?.code))).length).toBeLessThanOrEqual(10_000);
    }
  });
});

describe('colours', () => {
  test.each(['text', 'quiet', 'baseline', 'data'] as const)('%s is legible on the background', (colour) => {
    expect(contrast(COLOUR[colour], COLOUR.background)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(['axis', 'bandEdge', 'hatch', 'border', 'interval'] as const)(
    'lines in %s are seen on the background',
    (colour) => {
      expect(contrast(COLOUR[colour], COLOUR.background)).toBeGreaterThanOrEqual(3);
    },
  );

  test('of the classes become darker step by step', () => {
    const steps = CLASS_FILLS.map(luminance);
    expect(steps).toEqual(steps.toSorted((a, b) => b - a));
  });
});

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const MONTHS = [
  { name: 'I', label: 'I', value: 8, first: 5 },
  { name: 'II', label: 'II', value: undefined, first: undefined },
  { name: 'III', label: 'III', value: 9, first: 9 },
  { name: 'IV', label: 'IV', value: 3, qualifier: 'at least' },
];

test('a lower bound is hollow and says so, and what is not known is a gap that no line crosses', () => {
  const svg = renderSvg({ kind: 'time-series', title: 'T', unit, points: MONTHS }, { language: 'en', width: 640 });
  const drawn = parseSvg(svg);
  const hollow = drawn.filter(({ attributes }) => attributes['class'] === 'chart-inexact');
  expect(hollow.map(({ attributes }) => attributes['fill'])).toEqual([COLOUR.background, COLOUR.background]);
  expect(drawn.filter(({ attributes }) => attributes['class'] === 'chart-no-data')).toHaveLength(1);
  const lines = drawn.filter(({ attributes }) => attributes['class'] === 'chart-line');
  expect(lines.map(({ attributes }) => attributes['d']?.match(/[ML]/g))).toEqual([['M', 'L']]);
  for (const text of ['>at least\u00a03<', '>at least<', 'IV at least\u00a03.']) expect(svg).toContain(text);
});

test('bars and rates of lower bounds are hollow', () => {
  const items = [{ name: 'A', value: 3, qualifier: 'at least' }];
  for (const chart of [
    { kind: 'bars', title: 'T', unit, bars: items },
    { kind: 'rates', title: 'T', unit, rates: items },
  ] as const) {
    const svg = renderSvg(chart, { language: 'en', width: 640 });
    const [shape] = parseSvg(svg).filter(({ attributes }) => /^chart-(bar|point)$/.test(attributes['class'] ?? ''));
    expect(shape?.attributes['fill']).toBe(COLOUR.background);
    expect(svg).toContain('>at least<');
  }
});

test('a figure that was revised shows what was published first', () => {
  const svg = renderSvg({ kind: 'time-series', title: 'T', unit, points: MONTHS }, { language: 'uk', width: 640 });
  expect(parseSvg(svg).filter(({ attributes }) => attributes['class'] === 'chart-first')).toHaveLength(2);
  expect(svg).toContain('спершу опубліковано');
  const same = MONTHS.map((month) => ({ ...month, first: month.value }));
  const unrevised = renderSvg({ kind: 'time-series', title: 'T', unit, points: same }, { language: 'uk', width: 640 });
  expect(unrevised).not.toContain('спершу опубліковано');
});

test('the label of the latest figure hides no other point if there is room', () => {
  const values = [200, 260, 220, 270, 230, 280, 252, 218, 254, 205, 241];
  const points = values.map((value, index) => ({
    name: String(index),
    label: String(index),
    value,
    qualifier: index === values.length - 1 ? 'at least' : undefined,
  }));
  const svg = renderSvg({ kind: 'time-series', title: 'T', unit, points }, { language: 'en', width: 360 });
  const drawn = parseSvg(svg);
  const label = drawn.find(({ text, name }) => name === 'text' && text === 'at least\u00a0241') ?? expect.fail();
  const [from, to] = extentOf(label);
  const bottom = attribute(label, 'y');
  const covered = drawn.filter(
    (each) =>
      each.name === 'circle' &&
      attribute(each, 'cx') > from &&
      attribute(each, 'cx') < to &&
      attribute(each, 'cy') > bottom - 12 &&
      attribute(each, 'cy') < bottom,
  );
  expect(covered).toEqual([]);
});
