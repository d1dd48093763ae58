import { parseSync, Visitor, type Expression } from 'oxc-parser';

/** A busy machine may need this long for anything. */
const MIN_WAIT_MS = 30_000;
/** What each test has without saying so: room for such a wait, and for what comes before. */
const MIN_TEST_MS = 90_000;
const STOPWATCHES = /^(performance\.now|process\.hrtime(\.bigint)?|process\.cpuUsage)$/;
const TESTS = /^(test|it|describe)\b/;
const WAITS = /^(vi\.waitFor|vi\.waitUntil|expect\.poll)$/;

/** What in a test depends on how fast the machine is, with its line: stopwatches, and limits that a busy machine exceeds. */
export function wallTimeIn(file: string, source: string): string[] {
  const { program, errors } = parseSync(file, source);
  if (errors[0]) throw new Error(`${file} cannot be parsed: ${errors[0].message}`);
  const found: string[] = [];
  const report = ({ start }: { start: number }, what: string): void => {
    found.push(`${file}:${source.slice(0, start).split('\n').length} ${what}`);
  };
  const numbers = new Map<string, number>();
  const begun = new Set<string>();
  new Visitor({
    VariableDeclarator({ id, init }) {
      if (id.type !== 'Identifier' || init === null) return;
      if (textOf(init) === 'Date.now()') begun.add(id.name);
      if (init.type === 'Literal' && typeof init.value === 'number') numbers.set(id.name, init.value);
    },
  }).visit(program);
  const checkLimit = (name: string, value: Expression, min = MIN_WAIT_MS): void => {
    const limit = value.type === 'Literal' ? value.value : numbers.get(textOf(value));
    if (typeof limit === 'number' && limit < min) report(value, `${name}: ${textOf(value)}`);
  };

  new Visitor({
    CallExpression(call) {
      const callee = textOf(call.callee);
      if (STOPWATCHES.test(callee)) report(call, callee);
      const isTest = TESTS.test(callee);
      if (!isTest && !WAITS.test(callee)) return;
      const min = isTest ? MIN_TEST_MS : MIN_WAIT_MS;
      for (const [index, given] of call.arguments.entries()) {
        if (isTest && index === 2 && given.type !== 'SpreadElement') checkLimit('timeout', given, min);
        if (given.type !== 'ObjectExpression') continue;
        for (const property of given.properties) {
          if (property.type === 'Property' && textOf(property.key) === 'timeout')
            checkLimit('timeout', property.value, min);
        }
      }
    },
    BinaryExpression(difference) {
      if (difference.operator !== '-') return;
      const [left, right] = [textOf(difference.left), textOf(difference.right)];
      if (left === 'Date.now()' && begun.has(right)) report(difference, `${left} - ${right}`);
    },
    Property({ key, value }) {
      if (textOf(key) === 'within') checkLimit('within', value as Expression);
    },
    AssignmentPattern({ left, right }) {
      if (textOf(left) === 'within') checkLimit('within', right);
    },
  }).visit(program);
  return found;

  function textOf({ start, end }: { start: number; end: number }): string {
    return source.slice(start, end);
  }
}
