import { InMemorySpanExporter, type ReadableSpan } from '@opentelemetry/sdk-trace';
import { onTestFinished } from 'vitest';
import { startTelemetry } from '../src/index.ts';

/** Starts telemetry for one test; the result gives the spans that have ended, in that order. */
export async function recordedSpans(sampleRatio = 1): Promise<() => ReadableSpan[]> {
  const spanExporter = new InMemorySpanExporter();
  const telemetry = await startTelemetry({
    service: 'intake',
    version: '1.2.3',
    sampleRatio,
    spanExporter,
  });
  onTestFinished(() => telemetry.shutdown());
  return () => spanExporter.getFinishedSpans();
}
