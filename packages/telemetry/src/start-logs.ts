import { SeverityNumber, type Attributes } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import { logAttributes } from './log-attributes.ts';
import { useLogSink } from './log-sink.ts';
import { EXPORT_TIMEOUT_MS } from './start-metrics.ts';

/** The part of the running logs that `startTelemetry` needs. */
interface RunningLogs {
  flush(): Promise<void>;
  shutdown(): Promise<void>;
}

const SEVERITIES = {
  debug: SeverityNumber.DEBUG,
  info: SeverityNumber.INFO,
  warn: SeverityNumber.WARN,
  error: SeverityNumber.ERROR,
  fatal: SeverityNumber.FATAL,
};

/**
 * Sends log lines to a collector as well, as log records in their traces. Standard output still has every line; the
 * last one before the process dies appears only there.
 *
 * @param endpoint base URL of an OTLP/HTTP collector; without it nothing is sent, and the SDK is not even loaded.
 */
export async function startLogs(resource: Resource, endpoint: string | undefined): Promise<RunningLogs> {
  if (endpoint === undefined) return { flush: async () => {}, shutdown: async () => {} };
  const [{ BatchLogRecordProcessor, LoggerProvider }, { OTLPLogExporter }] = await Promise.all([
    import('@opentelemetry/sdk-logs'),
    import('@opentelemetry/exporter-logs-otlp-http'),
  ]);
  const exporter = new OTLPLogExporter({ url: `${endpoint}/v1/logs`, timeoutMillis: EXPORT_TIMEOUT_MS });
  const provider = new LoggerProvider({ resource, processors: [new BatchLogRecordProcessor({ exporter })] });
  const logger = provider.getLogger('safe-community');
  useLogSink({
    take(level, message, fields) {
      const attributes: Attributes = logAttributes(fields);
      logger.emit({ severityNumber: SEVERITIES[level], severityText: level, body: message, attributes });
    },
  });
  return {
    flush: () => provider.forceFlush(),
    async shutdown() {
      useLogSink(undefined);
      await provider.shutdown();
    },
  };
}
