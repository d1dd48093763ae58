import { defineConfig } from 'vitest/config';
import { ClosingLineReporter } from '../../src/closing-line-reporter.ts';

/** Runs the samples beside it, which must not be part of the project's own run. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.sample.ts'],
    reporters: [new ClosingLineReporter()],
    ...(process.env['NO_GROUND'] && { globalSetup: './no-ground.ts' }),
  },
});
