import type { SerializedError, TestError } from 'vitest';
import type { Reporter, TestCase, TestModule, TestProject, TestSuite, Vitest } from 'vitest/node';

/**
 * Quiet when all is well: one line a test file, failures in full, skipped tests with their reason, and as the last
 * line `N passed, N failed[, N skipped]`, counting tests. What kept tests from running counts as a failure each:
 * a file that cannot be loaded, a hook that throws, an error outside any test, no test at all.
 */
export class ClosingLineReporter implements Reporter {
  #vitest: Vitest | undefined;
  #hasClosed = false;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
    // Ended before the run was over, for instance by a global setup that failed.
    process.once('exit', () => this.#close({ passed: 0, failed: 1, skipped: 0 }));
  }

  onTestModuleEnd(module: TestModule): void {
    const tests = [...module.children.allTests()];
    const seconds = (module.diagnostic().duration / 1000).toFixed(1);
    const mark = module.ok() ? 'ok    ' : 'FAILED';
    this.#print(`${mark} ${module.project.name} ${module.relativeModuleId} (${tests.length} tests, ${seconds} s)`);
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const broken = [...modules, ...modules.flatMap((module) => [...module.children.allSuites()])].filter((it) => it.errors().length > 0);
    const inState = (state: string): TestCase[] => tests.filter((test) => test.result().state === state);
    for (const test of inState('skipped')) this.#print(`skipped ${titleOf(test)}: ${reasonOf(test)}`);
    for (const it of [...broken, ...inState('failed')]) this.#printErrors(titleOf(it), errorsOf(it), it.project);
    for (const error of unhandledErrors) this.#printErrors('outside any test', [error]);
    if (tests.length === 0) this.#print('No test ran.');

    const failed = inState('failed').length + broken.length + unhandledErrors.length;
    this.#close({
      passed: inState('passed').length,
      failed: failed === 0 && tests.length === 0 ? 1 : failed,
      skipped: inState('skipped').length,
    });
  }

  #printErrors(where: string, errors: readonly (TestError | SerializedError)[], project?: TestProject): void {
    this.#print(`\nFAILED ${where}`);
    for (const error of errors) this.#print(this.#vitest?.logger.formatError(error, project && { project }).output ?? error.message);
  }

  #close({ passed, failed, skipped }: { passed: number; failed: number; skipped: number }): void {
    if (this.#hasClosed) return;
    this.#hasClosed = this.#vitest?.config.watch !== true;
    if (failed > 0) process.exitCode = 1;
    this.#print(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  }

  #print(line: string): void {
    process.stdout.write(`${line}\n`);
  }
}

function titleOf(it: TestCase | TestSuite | TestModule): string {
  return it.type === 'module' ? it.relativeModuleId : `${it.module.relativeModuleId} > ${it.fullName}`;
}

function errorsOf(it: TestCase | TestSuite | TestModule): readonly (TestError | SerializedError)[] {
  return it.type === 'test' ? (it.result().errors ?? []) : it.errors();
}

function reasonOf(test: TestCase): string {
  const result = test.result();
  return (result.state === 'skipped' && result.note) || 'no reason given';
}
