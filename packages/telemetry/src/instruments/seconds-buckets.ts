/**
 * For durations of milliseconds to seconds. Every bound of a service level objective (docs/slo.md) must be one of them,
 * because values within a bucket cannot be distinguished.
 */
export const secondsBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.3, 0.5, 1, 2.5, 5, 10] as const;

/** The same for pages, whose budgets are 20 ms from memory and 150 ms with a call of a service. */
export const pageBuckets = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10] as const;
