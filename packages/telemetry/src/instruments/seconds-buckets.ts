/**
 * Of what lasts milliseconds to seconds. Every bound that is promised to users (docs/slo.md) has to be among them: what
 * lies between two of them cannot be told.
 */
export const secondsBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.3, 0.5, 1, 2.5, 5, 10] as const;
