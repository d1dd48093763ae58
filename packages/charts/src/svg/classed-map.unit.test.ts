import { outlinesOf } from '@safe-community/territory';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSvg } from '../../test/svg-document.ts';
import { planMap, renderClassedMap, type AreaClass } from './classed-map.ts';

const OBLASTS = outlinesOf('oblast', undefined);
const PLAN = planMap(
  OBLASTS.map(({ rings }) => rings),
  360,
);
const OPTIONS = { language: 'uk', id: 'map' } as const;

function draw(classOf: readonly AreaClass[], classes: number, texts = { title: 'T', description: 'D' }) {
  return renderClassedMap({ ...texts, plan: PLAN, classOf, classes }, OPTIONS);
}

/** Elements of an SVG as the browser sees them. */
function elements(svg: string) {
  return parseSvg(svg.replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" '));
}

test('each area is drawn once, in the group of its class', () => {
  const class5 = fc.option(fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constant('occupied' as const)), {
    nil: undefined,
  });
  fc.assert(
    fc.property(fc.array(class5, { minLength: PLAN.paths.length, maxLength: PLAN.paths.length }), (classOf) => {
      const { svg, swatches } = draw(classOf, 5);
      const groups = [
        ...svg.matchAll(/<g class="([a-z0-9-]+)" fill="url\(#([a-z0-9-]+)\)">((?:<path d="[^"]*"\/>)+)/g),
      ];
      for (const [, name, fill = '', paths = ''] of groups) {
        const index =
          name === 'chart-no-data' ? undefined : name === 'chart-occupied' ? 'occupied' : Number(name?.at(-1)) - 1;
        const drawn = [...paths.matchAll(/d="([^"]*)"/g)].map(([, d]) => d);
        expect(drawn).toEqual(PLAN.paths.filter((_, area) => classOf[area] === index));
        expect(svg).toContain(`<pattern id="${fill}"`);
      }
      expect(groups).toHaveLength(new Set(classOf).size);
      const looks = swatches.map(({ svg: swatch }) => swatch.match(/url\(#[^)]*\)/)?.[0]);
      expect(new Set(looks).size).toBe(swatches.length);
    }),
    { numRuns: 30 },
  );
});

test('a lower bound has lines over the look of its class, and an entry of its own in the legend', () => {
  const classOf = PLAN.paths.map((_, area) => (area === 0 ? 'occupied' : area === 1 ? undefined : 2));
  const wanted = [0, 1, 2, 5];
  const texts = { title: 'T', description: 'D' };
  const { svg, swatches } = renderClassedMap(
    { ...texts, plan: PLAN, classOf, classes: 5, incomplete: new Set(wanted) },
    OPTIONS,
  );
  const [, paths = ''] = /<g class="chart-incomplete" fill="url\(#map-incomplete\)">(.*?)<\/g>/.exec(svg) ?? [];
  expect([...paths.matchAll(/d="([^"]*)"/g)].map(([, d]) => d)).toEqual([PLAN.paths[2], PLAN.paths[5]]);
  expect(swatches.map(({ of }) => of)).toEqual([undefined, 'occupied', 0, 1, 2, 3, 4, 'incomplete']);
  expect(draw(classOf, 5).svg).not.toContain('chart-incomplete');
});

test('any texts give a well-formed drawing without scripts, styles, links, or text in it', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom('<b>&"\'', ']]>', '</svg>'));
  fc.assert(
    fc.property(text, text, (title, description) => {
      const found = elements(draw([], 3, { title, description }).svg);
      const names = new Set(found.map(({ name }) => name));
      expect([...names].filter((name) => !ALLOWED.has(name))).toEqual([]);
      expect(
        found.flatMap(({ attributes }) => Object.keys(attributes)).filter((each) => /^(on|style|href)/.test(each)),
      ).toEqual([]);
    }),
  );
});

const ALLOWED = new Set(['svg', 'title', 'desc', 'defs', 'pattern', 'rect', 'path', 'circle', 'g']);

test('a map has 1 to 5 classes', () => {
  for (const classes of [0, 6, Number.NaN]) expect(() => draw([], classes)).toThrow('1 to 5');
});

test('coordinates are whole numbers within the drawing', () => {
  for (const path of PLAN.paths) expect(path).toMatch(/^(?:M\d+ \d+l[-\d ]+z)+$/);
  expect(PLAN.height).toBeLessThan(PLAN.width);
});
