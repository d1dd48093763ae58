import type { SerializedError, TestError, UserConsoleLog } from 'vitest';
import type { Reporter, TestCase, TestModule, TestProject, TestSuite, Vitest } from 'vitest/node';

/**
 * Prints one line per test file, failures in full and again in a summary, skipped tests with their reason (one line for
 * all that a failed hook prevented), tests that passed on a retry with the first failure, and as the last line
 * `N passed, N failed[, N skipped]`, counting tests. What tests and hooks write to `console.error` is printed only after
 * a failure. Anything that prevents tests counts as a failure: a file that cannot be loaded, a hook that throws, an error
 * outside any test, no test at all.
 */
export class ClosingLineReporter implements Reporter {
  #vitest: Vitest | undefined;
  #hasClosed = false;
  readonly #printed = new Set<TestCase | TestSuite | TestModule>();

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
    process.once('exit', () => {
      // Ended before any run finished, for instance because the global setup failed.
      if (!this.#hasClosed) this.#close({ passed: 0, failed: 1, skipped: 0 });
    });
  }

  /** Console output, for debugging. */
  onUserConsoleLog(log: UserConsoleLog): void {
    if (!this.#isHeldBack(log)) process.stdout.write(log.content);
  }

  onTestModuleEnd(module: TestModule): void {
    const tests = [...module.children.allTests()];
    const seconds = (module.diagnostic().duration / 1000).toFixed(1);
    const mark = module.ok() ? 'ok    ' : 'FAILED';
    this.#print(`${mark} ${module.project.name} ${module.relativeModuleId} (${tests.length} tests, ${seconds} s)`);
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const groups = modules.flatMap((module) => [module, ...module.children.allSuites()]);
    const inState = (state: string): TestCase[] => tests.filter((test) => test.result().state === state);
    const failures = [...groups.filter((group) => group.errors().length > 0), ...inState('failed')];

    for (const line of skippedLines(inState('skipped').filter((test) => this.#isWanted(test)))) this.#print(line);
    for (const test of tests.filter((each) => each.diagnostic()?.flaky === true)) {
      this.#print(`passed on a retry ${titleOf(test)}: ${beginning(errorsOf(test))}`);
      this.#printHeldBack([test]);
    }
    for (const it of failures) {
      this.#printErrors(titleOf(it), errorsOf(it), it.project);
      this.#printHeldBack([it]);
    }
    const broken = [...failures, ...inState('pending')];
    // What the hooks wrote belongs to the file. An error outside any test may be of each of them.
    const files = broken.map((it) => (it.type === 'module' ? it : it.module));
    this.#printHeldBack(unhandledErrors.length > 0 ? [...tests, ...groups] : [...broken, ...files]);
    for (const error of unhandledErrors) this.#printErrors('outside any test', [error]);
    // In long or truncated output, the first failure would be out of sight.
    const ends = failures.length + unhandledErrors.length > 0 ? ['', 'In short:'] : [];
    ends.push(...failures.map((it) => `FAILED ${titleOf(it)}: ${firstLine(errorsOf(it))}`));
    ends.push(...unhandledErrors.map((error) => `FAILED outside any test: ${firstLine([error])}`));
    ends.push(...inState('pending').map((test) => `FAILED ${titleOf(test)}: it did not finish`));
    for (const line of ends) this.#print(line);
    if (tests.length === 0) this.#print('No test ran.');

    const failed = failures.length + unhandledErrors.length + inState('pending').length;
    const skipped = inState('skipped').length;
    this.#close({
      passed: inState('passed').length,
      failed: tests.length === 0 ? Math.max(failed, 1) : failed,
      skipped,
    });
  }

  #isHeldBack({ type, taskId = '' }: UserConsoleLog): boolean {
    return type === 'stderr' && this.#vitest?.state.idMap.has(taskId) === true;
  }

  /** Once for each. */
  #printHeldBack(all: readonly (TestCase | TestSuite | TestModule)[]): void {
    for (const it of all) {
      if (this.#printed.has(it)) continue;
      this.#printed.add(it);
      for (const { type, content } of it.logs()) if (type === 'stderr') this.#print(content.trimEnd());
    }
  }

  /** Whether the name of the test matches `-t`. */
  #isWanted({ fullName }: TestCase): boolean {
    const pattern = this.#vitest?.config.testNamePattern;
    return pattern === undefined || pattern.test(fullName.replaceAll(' > ', ' '));
  }

  #printErrors(where: string, errors: readonly (TestError | SerializedError)[], project?: TestProject): void {
    this.#print(`\nFAILED ${where}`);
    for (const error of errors) {
      const text = this.#vitest?.logger.formatError(error, { showCodeFrame: true, ...(project && { project }) }).output;
      this.#print((text ?? error.message).trimEnd());
    }
  }

  #close({ passed, failed, skipped }: { passed: number; failed: number; skipped: number }): void {
    this.#hasClosed = true;
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

/** Of fast-check, with the seed and the counterexample: the second try takes others. */
function beginning(errors: readonly (TestError | SerializedError)[]): string {
  const lines = errors[0]?.message.split('\n', 3) ?? ['no error is known'];
  return lines
    .map((line) => line.slice(0, 500))
    .join('\n')
    .trimEnd();
}

function firstLine(errors: readonly (TestError | SerializedError)[]): string {
  return errors[0]?.message.split('\n', 1)[0] ?? 'no error is known';
}

/** One line for each skipped test, and one for all tests that the failed hook of a group prevented. */
function skippedLines(tests: readonly TestCase[]): string[] {
  const blocked = Map.groupBy(tests, failedGroupOf);
  return [...blocked].flatMap(([group, skipped]) =>
    group === undefined
      ? skipped.map(reasonLine)
      : [`${skipped.length} skipped: beforeAll failed in ${titleOf(group)}`],
  );
}

function failedGroupOf({ parent }: TestCase): TestSuite | TestModule | undefined {
  for (let group = parent; ; group = group.parent) {
    if (group.errors().length > 0) return group;
    if (group.type === 'module') return undefined;
  }
}

function reasonLine(test: TestCase): string {
  const result = test.result();
  return `skipped ${titleOf(test)}: ${(result.state === 'skipped' && result.note) || 'no reason given'}`;
}
