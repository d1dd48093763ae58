import type { View } from '@safe-community/security/policy';
import { expect, test } from 'vitest';
import { hromadasWithin } from './due-visits.store.ts';
import { VINNYTSIA, VINNYTSIA_OBLAST } from '../../test/messages.ts';

const NEIGHBOUR = 'UA05020170000049432';
const LVIV = 'UA46060250000025047';
const COUNTRY = 'UA';

const view = (categories: View['categories'], ...territory: readonly string[]): View => ({
  territory: new Set(territory),
  categories,
});

/** The territories in which visits are searched for. */
function searched(views: readonly View[], hromadaCode = ''): readonly string[] {
  return hromadasWithin({ scope: 'incidents.protect-victims', views }, hromadaCode);
}

test('a caller who protects victims in one hromada and sees other cases country-wide sees no visits elsewhere', () => {
  const views = [view('ordinary', COUNTRY), view(new Set(['domestic_violence']), VINNYTSIA), view('ordinary', LVIV)];
  expect(searched(views)).toEqual([VINNYTSIA]);
  expect(searched(views, VINNYTSIA)).toEqual([VINNYTSIA]);
  expect(searched(views, LVIV)).toEqual([]);
});

test('visits are searched for in the whole territory, or in the requested part of it', () => {
  expect(searched([view('all', COUNTRY)])).toEqual(['%']);
  expect(searched([view('all', COUNTRY)], LVIV)).toEqual([LVIV]);
  expect(searched([view('all', VINNYTSIA_OBLAST, LVIV)])).toEqual(['UA05%', LVIV]);
  expect(searched([view('all', VINNYTSIA_OBLAST, LVIV)], NEIGHBOUR)).toEqual([NEIGHBOUR]);
  expect(searched([view('all', VINNYTSIA)], NEIGHBOUR)).toEqual([]);
});
