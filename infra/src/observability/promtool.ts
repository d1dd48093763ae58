import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { runTool } from '../rendered/tools.ts';
import type { Samples } from './rule.ts';

/** Rule groups in the format of Prometheus. */
export interface RuleFile {
  readonly groups: readonly { readonly name: string; readonly rules: readonly object[] }[];
}

/** A test case: input series, and the value of an expression at a given minute. */
export interface Trial {
  readonly name: string;
  readonly series: Samples;
  readonly atMinute: number;
  readonly expr: string;
  /** Expected value of the single sample without labels; undefined means no sample. */
  readonly gives: number | undefined;
}

/** @throws {Error} with the output of promtool when a rule is invalid. */
export function checkRules(rules: RuleFile): void {
  inFolder((folder) =>
    runTool('promtool', ['check', 'rules', '--lint=all', '--lint-fatal', write(folder, 'rules.yaml', rules)]),
  );
}

/**
 * @param everyMinutes interval of samples and of rule evaluation.
 * @throws {Error} with the output of promtool when a test case fails.
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
