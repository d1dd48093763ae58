import { describe, expect, test } from 'vitest';

import { decodeLine, encodeLine } from '../src/borders/encoded-line.ts';
import { borderProblems, renderBorders } from './border-rows.ts';
import type { Topology } from './border-rows.ts';

/** Two squares side by side: arc 0 is their common side, arcs 1 and 2 the rest of each. */
const TWO_SQUARES: Topology = {
  type: 'Topology',
  transform: { scale: [0.5, 0.25], translate: [30, 50] },
  arcs: [
    [
      [2, 0],
      [0, 2],
    ],
    [
      [2, 2],
      [-2, 0],
      [0, -2],
      [2, 0],
    ],
    [
      [2, 0],
      [2, 0],
      [0, 2],
      [-2, 0],
    ],
  ],
  objects: {
    units: {
      geometries: [
        { type: 'MultiPolygon', id: 'UA2', arcs: [[[~0, 2]]] },
        { type: 'Polygon', id: 'UA1', arcs: [[0, 1]] },
      ],
    },
  },
};

describe('building the borders', () => {
  test('writes grid, codes, and each arc with the units that it bounds', () => {
    const body = renderBorders(TWO_SQUARES)
      .split('\n')
      .filter((line) => !line.startsWith('#'));
    expect(body).toEqual([
      '30\t50\t0.5\t0.25',
      'UA1\tUA2',
      `0\t${encodeLine([2, 2, -2, 0, 0, -2, 2, 0])}`,
      `0 1\t${encodeLine([2, 0, 0, 2])}`,
      `1\t${encodeLine([2, 0, 2, 0, 0, 2, -2, 0])}`,
      '',
    ]);
  });

  test('leaves out an arc that one unit has there and back', () => {
    const [unit] = TWO_SQUARES.objects['units']?.geometries ?? [];
    const geometries = unit === undefined ? [] : [{ ...unit, type: 'Polygon' as const, arcs: [[0, 2, ~0]] }];
    expect(
      renderBorders({ ...TWO_SQUARES, objects: { units: { geometries } } })
        .split('\n')
        .slice(-2),
    ).toEqual([`0\t${encodeLine([2, 0, 2, 0, 0, 2, -2, 0])}`, '']);
  });

  test('accepts a source that has each expected unit once', () => {
    expect(borderProblems(TWO_SQUARES, ['UA1', 'UA2'])).toEqual([]);
  });

  test('names what is missing, unknown, or repeated', () => {
    expect(borderProblems({ ...TWO_SQUARES, type: 'FeatureCollection' }, [])).toEqual(['the file is no TopoJSON']);
    expect(borderProblems(TWO_SQUARES, ['UA2', 'UA3'])).toEqual([
      'UA3: has no borders',
      'UA1: is no unit of the tables',
    ]);
    const [square] = TWO_SQUARES.objects['units']?.geometries ?? [];
    const geometries = square === undefined ? [] : [square, square, { ...square, arcs: [[[9]]] } as typeof square];
    expect(borderProblems({ ...TWO_SQUARES, objects: { units: { geometries } } }, ['UA2'])).toEqual([
      'a unit occurs more than once',
      'arc 9 does not exist',
    ]);
  });

  test('encodes numbers as the published example of encoded polylines does, and decodes them again', () => {
    const numbers = [3_850_000, -12_020_000, 220_000, -75_000, 255_200, -550_300];
    expect(encodeLine(numbers)).toBe('_p~iF~ps|U_ulLnnqC_mqNvxq`@');
    expect(decodeLine(encodeLine(numbers))).toEqual(numbers);
    expect(decodeLine(encodeLine([0, -1, 1, -16, 15, 16]))).toEqual([0, -1, 1, -16, 15, 16]);
  });
});
