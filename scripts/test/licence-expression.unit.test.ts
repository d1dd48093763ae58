import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isMet } from '../supply-chain/licence-expression.ts';

const ALLOWED = new Set(['MIT', 'Apache-2.0', 'GPL-2.0-only WITH Classpath-exception-2.0']);
const isAllowed = (licence: string): boolean => ALLOWED.has(licence);

it.each([
  ['MIT', true],
  ['GPL-3.0-only', false],
  ['MIT OR GPL-3.0-only', true],
  ['GPL-3.0-only OR MIT', true],
  ['MIT AND GPL-3.0-only', false],
  ['(MIT AND Apache-2.0)', true],
  ['GPL-3.0-only AND GPL-2.0-only OR MIT', true],
  ['GPL-3.0-only AND (GPL-2.0-only OR MIT)', false],
  ['MIT OR GPL-3.0-only AND GPL-2.0-only', true],
  ['GPL-2.0-only WITH Classpath-exception-2.0', true],
  ['GPL-2.0-only WITH GCC-exception-2.0', false],
  ['MIT+', false],
])('%s: %s', (expression, isExpected) => {
  expect(isMet(expression, isAllowed)).toBe(isExpected);
});

it.each(['', 'MIT Apache-2.0', 'MIT OR', 'AND MIT', '(MIT', 'MIT)', '()', 'MIT WITH', 'MIT OR OR MIT', 'MIT WITH ('])(
  'rejects %j',
  (expression) => {
    expect(() => isMet(expression, isAllowed)).toThrow('is no SPDX licence expression');
  },
);

type Tree = string | { readonly operator: 'AND' | 'OR'; readonly sides: readonly [Tree, Tree] };

const tree = fc.letrec<{ tree: Tree; joined: Tree }>((tie) => ({
  tree: fc.oneof({ maxDepth: 6 }, fc.constantFrom('MIT', 'Apache-2.0', 'GPL-3.0-only', 'SSPL-1.0'), tie('joined')),
  joined: fc.record({ operator: fc.constantFrom('AND', 'OR'), sides: fc.tuple(tie('tree'), tie('tree')) }),
})).tree;

/** With the minimum of brackets. */
function written(of: Tree, isInside = false): string {
  if (typeof of === 'string') return of;
  const text = of.sides.map((side) => written(side, of.operator === 'AND')).join(` ${of.operator} `);
  return isInside && of.operator === 'OR' ? `(${text})` : text;
}

function isTrue(of: Tree): boolean {
  if (typeof of === 'string') return isAllowed(of);
  return of.operator === 'AND' ? of.sides.every(isTrue) : of.sides.some(isTrue);
}

it('evaluates operators by their meaning, however they are nested', () => {
  fc.assert(
    fc.property(tree, (of) => {
      expect(isMet(written(of), isAllowed)).toBe(isTrue(of));
    }),
  );
});
