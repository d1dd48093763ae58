import type { Rights } from '@safe-community/security/policy';
import { describe, expect, it } from 'vitest';
import { narrowed, visibleParts, type WantedFilter } from './visible-part.store.ts';

const OBLAST = 'UA05000000000010236';
const OTHER_OBLAST = 'UA46000000000026241';
const HROMADA = 'UA05020030000031457';
const NEIGHBOUR = 'UA05020010000053508';
const FAR = 'UA46060250000025047';

describe('a filter and a unit of a territory', () => {
  it.each<[string, string, string, { hromadaCode: string; oblastCode: string } | undefined]>([
    ['', '', 'UA', { hromadaCode: '', oblastCode: '' }],
    [HROMADA, OBLAST, 'UA', { hromadaCode: HROMADA, oblastCode: OBLAST }],
    ['', '', OBLAST, { hromadaCode: '', oblastCode: OBLAST }],
    ['', OBLAST, OBLAST, { hromadaCode: '', oblastCode: OBLAST }],
    ['', OTHER_OBLAST, OBLAST, undefined],
    [HROMADA, '', OBLAST, { hromadaCode: HROMADA, oblastCode: OBLAST }],
    [FAR, '', OBLAST, undefined],
    ['', '', HROMADA, { hromadaCode: HROMADA, oblastCode: '' }],
    ['', OBLAST, HROMADA, { hromadaCode: HROMADA, oblastCode: OBLAST }],
    ['', OTHER_OBLAST, HROMADA, undefined],
    [HROMADA, '', HROMADA, { hromadaCode: HROMADA, oblastCode: '' }],
    [NEIGHBOUR, '', HROMADA, undefined],
  ])('hromada "%s" and oblast "%s" within %s', (hromadaCode, oblastCode, unit, expected) => {
    expect(narrowed({ hromadaCode, oblastCode }, unit)).toEqual(expected);
  });
});

const ALL: WantedFilter = {
  hromadaCode: '',
  oblastCode: '',
  category: undefined,
  receivedFrom: undefined,
  receivedTo: undefined,
  states: [],
  responsibleOfficerId: '',
  unroutedOnly: false,
  overdueOnly: false,
  testsOnly: false,
};

function rights(...views: Rights['views']): Rights {
  return { scope: 'incidents.read', views };
}

describe('the visible part of a list', () => {
  it('has a part for each unit and each view, with its own categories', () => {
    const own = { territory: new Set([HROMADA, FAR]), categories: 'all' } as const;
    const country = { territory: new Set(['UA']), categories: new Set(['fire']) };
    const parts = visibleParts(ALL, rights(own, country));
    expect(parts.map(({ hromadaCode, categories }) => [hromadaCode, categories.length])).toEqual([
      [HROMADA, 11],
      [FAR, 11],
      ['', 1],
    ]);
  });

  it('is empty if the requested category is not visible', () => {
    const ordinary = { territory: new Set(['UA']), categories: 'ordinary' } as const;
    expect(visibleParts({ ...ALL, category: 'domestic_violence' }, rights(ordinary))).toEqual([]);
    expect(visibleParts({ ...ALL, category: 'gas' }, rights(ordinary))).toMatchObject([{ categories: ['gas'] }]);
    expect(visibleParts(ALL, rights(ordinary))[0]?.categories).not.toContain('school_safety');
  });

  it('is empty for callers without a territory', () => {
    expect(visibleParts(ALL, rights({ territory: new Set(), categories: 'all' }))).toEqual([]);
  });
});
