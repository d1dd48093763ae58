import { monitorEventLoopDelay, performance, type EventLoopUtilization, type IntervalHistogram } from 'node:perf_hooks';

/** How late the event loop was within a window, in seconds, and the share of the window in which it was busy. */
export interface LoopFigures {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
  readonly utilization: number;
}

/** The usual scrape interval of Prometheus, so that it reads each window once. */
const WINDOW_MS = 15_000;
/** The interval of the timer whose lateness is measured. A shorter one keeps an idle process awake. */
const RESOLUTION_MS = 100;
const NANOS = 1e9;

/**
 * Measures the event loop in windows of a fixed length, so that several readers get the same figures.
 *
 * @param windowMs for tests.
 */
export function watchLoop(windowMs = WINDOW_MS): { figures(): LoopFigures; stop(): void } {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  let began = performance.eventLoopUtilization();
  let whole: LoopFigures | undefined;
  const timer = setInterval(() => {
    whole = figuresOf(histogram, began);
    histogram.reset();
    began = performance.eventLoopUtilization();
  }, windowMs);
  timer.unref();
  return {
    // The first window is reported while it is still open.
    figures: () => whole ?? figuresOf(histogram, began),
    stop() {
      clearInterval(timer);
      histogram.disable();
    },
  };
}

function figuresOf(histogram: IntervalHistogram, began: EventLoopUtilization): LoopFigures {
  return {
    p50: late(histogram.percentile(50)),
    p90: late(histogram.percentile(90)),
    p99: late(histogram.percentile(99)),
    max: late(histogram.max),
    utilization: performance.eventLoopUtilization(began).utilization,
  };
}

/** Node measures from one timer to the next, including the interval. An empty histogram has no meaningful values. */
function late(nanos: number): number {
  return Math.max(0, nanos / NANOS - RESOLUTION_MS / 1_000);
}
