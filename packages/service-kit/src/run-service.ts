import { armCrashPoint } from '@safe-community/database/crash-points';
import { createLogger, Seldom, startTelemetry, type Logger } from '@safe-community/telemetry';
import { configOrExit } from './config-or-exit.ts';
import { giveBackMemoryOfStart } from './give-back-memory.ts';
import type { ServiceConfig } from './service-config.ts';
import type { RunningService } from './start-service.ts';

export interface ServiceProgram<Config> {
  readonly name: string;
  readonly version: string;
  readonly readConfig: () => Config & { readonly service: ServiceConfig };
  readonly start: (config: Config & { readonly service: ServiceConfig }, logger: Logger) => Promise<RunningService>;
}

/** The longest that a stop may take; then the process ends all the same. Who stops it from outside waits for longer. */
export const STOP_WITHIN_MS = 20_000;
const LINGER_MS = 200;

/** Runs a service as a process: until SIGTERM or SIGINT, then everything is put away in order. */
export async function runService<Config>(program: ServiceProgram<Config>): Promise<void> {
  const config = configOrExit(program.readConfig);
  const { host, logLevel, metricsPort, plannedCrash } = config.service;
  const { metricsEveryMs, otlpEndpoint, sampleRatio, sendLogs, sendMetrics } = config.service;
  const logger = createLogger({ service: program.name, level: logLevel });
  if (plannedCrash !== undefined) {
    armCrashPoint(plannedCrash);
    logger.warn('this process will kill itself at a crash point', { crashPoint: plannedCrash.at });
  }
  // Each line about a collector that is away would be one more to be sent there.
  const unsent = new Seldom();
  const telemetry = await startTelemetry({
    service: program.name,
    version: program.version,
    otlpEndpoint,
    metricsPort: metricsPort === undefined ? undefined : { host, port: metricsPort },
    metricsEveryMs,
    sampleRatio,
    sendMetrics,
    sendLogs,
    onExportError: (error) =>
      unsent.tell(error, (repeated) => logger.warn('telemetry could not be sent', { repeated, error })),
  });
  // What nobody awaited is a bug that may have left things half done: better to begin anew.
  process.on('unhandledRejection', (error) => dieOf(error, logger));
  process.on('uncaughtException', (error) => dieOf(error, logger));
  // Asked for before the start, so that a stop that comes early is an orderly one as well.
  const stop = stopSignal();
  try {
    const service = await program.start(config, logger);
    giveBackMemoryOfStart();
    const signal = await stop;
    logger.info('stopping', { signal });
    setTimeout(() => dieOf(new Error('the stop took too long'), logger), STOP_WITHIN_MS).unref();
    await service.stop();
    await telemetry.shutdown();
    logger.info('stopped');
    // All is put away; a connection that hangs with a server that is gone must not hold the process.
    setTimeout(() => process.exit(0), LINGER_MS).unref();
  } catch (error) {
    dieOf(error, logger);
  }
}

function stopSignal(): Promise<string> {
  return new Promise((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
}

function dieOf(error: unknown, logger: Logger): never {
  logger.fatal('the service ends by an error', { error });
  process.exit(1);
}
