import { monitorEventLoopDelay, performance, type EventLoopUtilization, type IntervalHistogram } from 'node:perf_hooks';

/** How late the loop was within a window, seconds, and the share of it in which it was at work. */
export interface LoopFigures {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
  readonly utilization: number;
}

/** As often as Prometheus looks: then each window is told once. */
const WINDOW_MS = 15_000;
/** The timer whose lateness is measured; what it costs is measured with the rest (docs/performance.md). */
const RESOLUTION_MS = 20;
const NANOS = 1e9;

/**
 * Watches the event loop in windows of a fixed length, so that readers do not take the figures away from each other.
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
    // The first window is told while it goes on.
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

/** Node tells from one timer to the next, the pause between them included. An empty histogram has no sensible values. */
function late(nanos: number): number {
  return Math.max(0, nanos / NANOS - RESOLUTION_MS / 1_000);
}
