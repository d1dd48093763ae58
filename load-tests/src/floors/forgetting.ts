/**
 * Loaded before the gateway: its clock leaps by an hour at each look, so that no remembered answer is fresh, and each page
 * asks its services.
 */
const HOUR_MS = 3_600_000;
const real = performance.now.bind(performance);
let leaps = 0;

performance.now = () => {
  leaps += 1;
  return real() + leaps * HOUR_MS;
};
