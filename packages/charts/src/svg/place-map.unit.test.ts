import { findHromada, outlinesOf, placedSettlements } from '@safe-community/territory';
import { expect, test } from 'vitest';
import { attribute, parseSvg } from '../../test/svg-document.ts';
import type { Position } from './map.ts';
import { renderPlaceMap, type Mark } from './place-map.ts';

const STRYZHAVKA = findHromada('UA05020230000029909')!;
const RINGS = outlinesOf('hromada', STRYZHAVKA.code)[0]!.rings;
const SETTLEMENTS = placedSettlements(STRYZHAVKA.code).map(({ settlement: { name }, point }) => ({
  name,
  at: [point.longitude, point.latitude] as const,
}));
const CENTRE: Position = [STRYZHAVKA.longitude, STRYZHAVKA.latitude];

function draw(marks: readonly Mark[], settlements = SETTLEMENTS): string {
  const map = { title: 'T & <T>', description: 'D', rings: RINGS, settlements, marks };
  return renderPlaceMap(map, { language: 'uk', id: 'here' }).svg;
}

function drawn(svg: string, name: string) {
  return parseSvg(svg.replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ')).filter(
    (each) => each.name === name,
  );
}

test('names settlements within the drawing, the first of those that collide, and gives the scale', () => {
  const svg = draw([], [...SETTLEMENTS, { name: 'Під іншою назвою', at: SETTLEMENTS[0]!.at }]);
  const texts = drawn(svg, 'text').map(({ text }) => text);
  expect(texts).toContain('Стрижавка');
  expect(texts).not.toContain('Під іншою назвою');
  expect(texts.at(-1)).toBe('10 км');
  for (const each of drawn(svg, 'text')) {
    expect(attribute(each, 'x')).toBeGreaterThanOrEqual(0);
    expect(attribute(each, 'x')).toBeLessThanOrEqual(340);
  }
  expect(svg).toContain('T &amp; &lt;T&gt;');
});

test('marks of one look that would cover each other become one with their number, and looks stay apart', () => {
  const marks = [
    { at: CENTRE, look: 'open' },
    { at: [CENTRE[0] + 0.0001, CENTRE[1]], look: 'open' },
    { at: CENTRE, look: 'done' },
    { at: [CENTRE[0] + 0.06, CENTRE[1]], look: 'open' },
  ] as const;
  const svg = draw(marks);
  expect(svg.match(/class="chart-open"/g)).toHaveLength(2);
  expect(svg.match(/class="chart-done"/g)).toHaveLength(1);
  expect(drawn(svg, 'text').map(({ text }) => text)).toContain('2');
  expect(drawn(svg, 'circle')).toHaveLength(3);
});

test('the scale is true: a pin a kilometre to the north is that much higher', () => {
  const tip = (at: Position): number =>
    Number(/chart-pin"><path d="M[\d.]+ ([\d.]+)l/.exec(draw([{ at, look: 'pin' }]))?.[1]);
  const [, end, tenKilometres] = /d="M(12) [\d.]+v4H([\d.]+)/.exec(draw([])) ?? [];
  const pixels = (Number(tenKilometres) - Number(end)) / 10;
  expect(tip(CENTRE) - tip([CENTRE[0], CENTRE[1] + 1 / 111.195])).toBeCloseTo(pixels, 1);
});
