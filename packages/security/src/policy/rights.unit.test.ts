import { describe, expect, it } from 'vitest';
import {
  isDenial,
  mayActIn,
  maySee,
  maySeeKind,
  patternsOfBoth,
  rightsOf,
  type Categories,
  type Grant,
  type Rights,
  type Subject,
} from './index.ts';

const VINNYTSKA_OBLAST = 'UA05000000000010236';
const VINNYTSKA = 'UA05020030000031457';
const ZHMERYNSKA = 'UA05040010000069430';
const LVIVSKA = 'UA46060250000025047';

function grant(scopes: string[], more: Partial<Grant> = {}): Grant {
  return { scopes: new Set(scopes), territory: 'own', categories: 'ordinary', purposes: new Set(), ...more };
}

function rights(grants: Grant[], territory: string[], purpose = ''): Rights {
  const found = rightsOf({ roles: [{ name: 'test', grants }], territory: new Set(territory) }, 'cases.read', purpose);
  if (isDenial(found)) throw new Error(`denied: ${found.denied}`);
  return found;
}

const fireIn = (hromadaCode: string, oblastCode = ''): Subject => ({
  hromadaCode,
  oblastCode,
  category: 'fire',
  isSensitive: false,
});
const violenceIn = (hromadaCode: string): Subject => ({
  ...fireIn(hromadaCode),
  category: 'domestic_violence',
  isSensitive: true,
});

describe('a grant for the holder’s own territory', () => {
  it('applies in the hromada and in no other', () => {
    const own = rights([grant(['cases.read'])], [VINNYTSKA]);
    expect(maySee(own, fireIn(VINNYTSKA, VINNYTSKA_OBLAST))).toBe(true);
    expect(maySee(own, fireIn(ZHMERYNSKA, VINNYTSKA_OBLAST))).toBe(false);
    expect(maySee(own, fireIn('', VINNYTSKA_OBLAST))).toBe(false);
  });

  it('applies in the whole of an oblast', () => {
    const own = rights([grant(['cases.read'])], [VINNYTSKA_OBLAST]);
    expect(maySee(own, fireIn(ZHMERYNSKA, VINNYTSKA_OBLAST))).toBe(true);
    expect(maySee(own, fireIn('', VINNYTSKA_OBLAST))).toBe(true);
    expect(mayActIn(own, { hromadaCode: ZHMERYNSKA, oblastCode: '' })).toBe(true);
    expect(maySee(own, fireIn(LVIVSKA, 'UA46000000000026241'))).toBe(false);
  });

  it('applies nowhere without a territory, and everywhere for the whole country', () => {
    expect(maySee(rights([grant(['cases.read'])], []), fireIn(VINNYTSKA))).toBe(false);
    const country = rights([grant(['cases.read'])], ['UA']);
    expect(maySee(country, fireIn(LVIVSKA))).toBe(true);
    expect(maySee(country, fireIn(''))).toBe(true);
  });

  it('does not apply to an unknown place', () => {
    expect(maySee(rights([grant(['cases.read'])], [VINNYTSKA, VINNYTSKA_OBLAST]), fireIn(''))).toBe(false);
  });
});

describe('categories', () => {
  it.each<[string, Categories, boolean, boolean, boolean]>([
    ['ordinary', 'ordinary', true, false, false],
    ['all', 'all', true, true, true],
    ['named categories', new Set(['domestic_violence']), false, true, false],
  ])('%s', (_, categories, fire, violence, unknown) => {
    const held = rights([grant(['cases.read'], { territory: 'country', categories })], []);
    expect(maySee(held, fireIn(LVIVSKA))).toBe(fire);
    expect(maySee(held, violenceIn(LVIVSKA))).toBe(violence);
    expect(maySeeKind(held, 'domestic_violence', true)).toBe(violence);
    expect(maySeeKind(held, '', true)).toBe(unknown);
  });
});

describe('several grants', () => {
  it('are not merged: all kinds at home and ordinary ones in the country are not all kinds in the country', () => {
    const own = grant(['cases.read'], { categories: 'all' });
    const country = grant(['cases.read'], { territory: 'country' });
    const both = rights([own, country], [VINNYTSKA]);
    expect(maySee(both, violenceIn(VINNYTSKA))).toBe(true);
    expect(maySee(both, fireIn(LVIVSKA))).toBe(true);
    expect(maySee(both, violenceIn(LVIVSKA))).toBe(false);
  });
});

describe('purposes', () => {
  const withPurpose = grant(['cases.read'], { territory: 'country', purposes: new Set(['complaint', 'supervision']) });

  it('must be named where a grant requires them', () => {
    const holder = { roles: [{ name: 'ministry', grants: [withPurpose] }], territory: new Set<string>() };
    const denied = { denied: 'purpose', purposes: ['complaint', 'supervision'] };
    expect(rightsOf(holder, 'cases.read', '')).toEqual(denied);
    expect(rightsOf(holder, 'cases.read', 'curiosity')).toEqual(denied);
    expect(rightsOf(holder, 'cases.read', 'complaint')).toMatchObject({ scope: 'cases.read' });
  });

  it('extend what is granted without one', () => {
    const grants = [grant(['cases.read']), withPurpose];
    expect(maySee(rights(grants, [VINNYTSKA]), fireIn(LVIVSKA))).toBe(false);
    expect(maySee(rights(grants, [VINNYTSKA], 'complaint'), fireIn(LVIVSKA))).toBe(true);
  });
});

it('roles without the scope grant nothing', () => {
  const holder = { roles: [{ name: 'other', grants: [grant(['figures.read'])] }], territory: new Set(['UA']) };
  expect(rightsOf(holder, 'cases.read', '')).toEqual({ denied: 'scope' });
  expect(rightsOf({ roles: [], territory: new Set() }, 'cases.read', '')).toEqual({ denied: 'scope' });
});

it.each<[string, string[], string[], string[]]>([
  ['the country and an oblast', ['UA'], [VINNYTSKA_OBLAST], ['UA05%']],
  ['an oblast and the country', [VINNYTSKA_OBLAST], ['UA'], ['UA05%']],
  ['an oblast and a hromada of it', [VINNYTSKA_OBLAST], [VINNYTSKA, LVIVSKA], [VINNYTSKA]],
  ['the same hromada', [VINNYTSKA], [VINNYTSKA], [VINNYTSKA]],
  ['different hromadas', [VINNYTSKA], [ZHMERYNSKA], []],
  ['the country twice', ['UA'], ['UA'], ['%']],
])('two scopes apply in the places of both: %s', (_, one, other, expected) => {
  const own = [grant(['cases.read'])];
  expect(patternsOfBoth(rights(own, one), rights(own, other))).toEqual(expected);
});
