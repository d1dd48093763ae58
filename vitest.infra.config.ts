import { defineConfig } from 'vitest/config';
import { ClosingLineReporter } from './packages/testkit/src/closing-line-reporter.ts';

/** What looks at images and manifests: it needs programs that `npm test` does without. `npm run test:infra`. */
export default defineConfig({
  test: {
    root: 'infra',
    reporters: [new ClosingLineReporter()],
    include: ['{src,test}/**/*.test.ts'],
    testTimeout: 120_000,
  },
});
