import type { Violation } from '@safe-community/domain-kit';
import { fold, type Columns } from './columns.ts';
import { compilePattern } from './pattern.ts';
import type { Condition, Conditions } from './schema.ts';

/** Whether a row has what a mapping asks for. */
export type Holds = (cells: readonly string[]) => boolean;

export function compileConditions(rule: Conditions, field: string, columns: Columns, problems: Violation[]): Holds {
  if (!('all' in rule)) return compileCondition(rule, field, columns, problems);
  const all = rule.all.map((each, index) => compileCondition(each, `${field}.all[${index}]`, columns, problems));
  return (cells) => all.every((holds) => holds(cells));
}

function compileCondition(rule: Condition, field: string, columns: Columns, problems: Violation[]): Holds {
  const cell = columns.cell(rule.column, `${field}.column`);
  const tests: ((text: string) => boolean)[] = [];
  const allowed = rule.is === undefined ? rule.in : [rule.is, ...(rule.in ?? [])];
  if (allowed !== undefined) {
    const texts = new Set(allowed.map(fold));
    tests.push((text) => texts.has(fold(text)));
  }
  if (rule.matches !== undefined) {
    const matches = compilePattern(rule.matches);
    if (typeof matches === 'function') tests.push(matches);
    else problems.push({ field: `${field}.matches`, rule: matches.rule });
  }
  const { empty, below, at_least: atLeast } = rule;
  if (empty !== undefined) tests.push((text) => (text === '') === empty);
  if (below !== undefined) tests.push((text) => numberOf(text) < below);
  if (atLeast !== undefined) tests.push((text) => numberOf(text) >= atLeast);
  return (cells) => {
    const text = cell(cells);
    return tests.every((holds) => holds(text));
  };
}

/** NaN, which no comparison holds for, if the text is not a number. */
function numberOf(text: string): number {
  return /^-?\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
}
