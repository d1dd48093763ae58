import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { runTool } from '../rendered/tools.ts';
import type { Samples } from './rule.ts';

/** Groups of rules, as Prometheus reads them. */
export interface RuleFile {
  readonly groups: readonly { readonly name: string; readonly rules: readonly unknown[] }[];
}

/** Something that happens to series, and what an expression gives at a minute of it. */
export interface Trial {
  readonly name: string;
  readonly series: Samples;
  readonly atMinute: number;
  readonly expr: string;
  /** Value of the one sample without labels that is expected; undefined: none. */
  readonly gives: number | undefined;
}

/** @throws {Error} with what promtool said when a rule cannot be read. */
export function checkRules(rules: RuleFile): void {
  inFolder((folder) =>
    runTool('promtool', ['check', 'rules', '--lint=all', '--lint-fatal', write(folder, 'rules.yaml', rules)]),
  );
}

/**
 * @param everyMinutes how often samples come and rules are looked at.
 * @throws {Error} with what promtool said when one of the trials ends otherwise.
 */
export function tryRules(rules: RuleFile, trials: readonly Trial[], everyMinutes = 1): void {
  inFolder((folder) => {
    const tests = {
      rule_files: [write(folder, 'rules.yaml', rules)],
      evaluation_interval: `${everyMinutes}m`,
      tests: trials.map(({ atMinute, expr, gives, name, series }) => ({
        name,
        interval: `${everyMinutes}m`,
        input_series: Object.entries(series).map(([one, values]) => ({ series: one, values })),
        promql_expr_test: [
          { expr, eval_time: `${atMinute}m`, exp_samples: gives === undefined ? [] : [{ labels: '{}', value: gives }] },
        ],
      })),
    };
    runTool('promtool', ['test', 'rules', write(folder, 'tests.yaml', tests)]);
  });
}

function write(folder: string, name: string, content: object): string {
  const file = join(folder, name);
  writeFileSync(file, stringify(content, { lineWidth: 0, aliasDuplicateObjects: false }));
  return file;
}

function inFolder(work: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'promtool-'));
  try {
    work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
