import { defineConfig } from 'vitest/config';
import { ClosingLineReporter } from './packages/testkit/src/closing-line-reporter.ts';
import { LongestFirst } from './packages/testkit/src/longest-first.ts';

/** Load tests are written for k6, and tried here with a thin cover over a real client in its place. */
const standIn = (file: string): string => new URL(`load-tests/test/stand-in/${file}.ts`, import.meta.url).pathname;
const resolve = {
  alias: {
    'k6/net/grpc': standIn('net-grpc'),
    'k6/metrics': standIn('metrics'),
    'k6/data': standIn('data'),
    'k6/execution': standIn('execution'),
    'k6/http': standIn('http'),
    // The last: an alias is also taken for the beginning of a path.
    k6: standIn('k6'),
  },
};

const tests = (kind: string): string[] => [
  `{apps,packages}/*/{src,scripts,test}/**/*.${kind}.test.ts`,
  `{docs,fault-tests,load-tests,scripts}/test/**/*.${kind}.test.ts`,
];

/** Tests against real servers. */
const againstServers = {
  globalSetup: 'packages/testkit/src/global-setup.ts',
  // On a busy machine real servers are late at times. What holds at a second try is named with what the first
  // one met; tests of what must never be lost have no second try.
  retry: 1,
  testTimeout: 90_000,
  hookTimeout: 120_000,
};

/** For the workers and the programs that tests start: most of a start is compiling. */
// oxlint-disable-next-line node/no-process-env -- the workers of Vitest inherit it, and its `env` comes after their start
process.env['NODE_COMPILE_CACHE'] ??= new URL('node_modules/.cache/tests', import.meta.url).pathname;

/** All projects take from one queue of files, so these are the same for each. */
const workers = {
  // Two more than the cores of the smallest machine: most tests wait for a server now and then.
  maxWorkers: 4,
  // Files of one worker share what they import: importing the services takes more processor time than most tests do.
  // A test file must leave global state as it found it.
  isolate: false,
  // The default, a second, is too short on a busy machine.
  expect: { poll: { timeout: 30_000 } },
};

export default defineConfig({
  test: {
    reporters: [new ClosingLineReporter()],
    sequence: { sequencer: LongestFirst },
    // How long a worker may take to end: a busy machine is no reason to complain.
    teardownTimeout: 60_000,
    projects: [
      // How long a busy machine takes for unit tests says nothing.
      { resolve, test: { name: 'unit', include: tests('unit'), ...workers, testTimeout: 90_000 } },
      { resolve, test: { name: 'integration', include: tests('int'), ...workers, ...againstServers } },
      // Takes minutes more: not in `npm test`, but in `.ci/run`.
      { resolve, test: { name: 'ci', include: tests('ci'), ...workers, ...againstServers } },
      // Images and manifests: needs programs that `npm test` does without. `npm run test:infra`.
      {
        test: { name: 'infra', root: 'infra', include: ['{src,test}/**/*.test.ts'], ...workers, testTimeout: 120_000 },
      },
    ],
  },
});
