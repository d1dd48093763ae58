import { parseSync, Visitor, type Expression } from 'oxc-parser';

const TESTS = new Set(['test', 'it']);

/**
 * The titles of the tests in a file, as written: for `test.each([…])('of %s', …)` it is "of %s". Titles that are
 * computed at run time are not included.
 */
export function titlesOf(file: string, source: string): string[] {
  const { program, errors } = parseSync(file, source);
  if (errors[0]) throw new Error(`${file} cannot be parsed: ${errors[0].message}`);
  const titles: string[] = [];
  new Visitor({
    CallExpression({ callee, arguments: [title] }) {
      if (!TESTS.has(rootOf(callee))) return;
      if (title?.type === 'Literal' && typeof title.value === 'string') titles.push(title.value);
    },
  }).visit(program);
  return titles;
}

/** `test` of `test.each<…>(…)`. */
function rootOf(callee: Expression): string {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type === 'MemberExpression') return callee.object.type === 'Super' ? '' : rootOf(callee.object);
  if (callee.type === 'CallExpression') return rootOf(callee.callee);
  return '';
}
