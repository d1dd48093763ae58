import { armCrashPoint, type PlannedCrash } from '@safe-community/database/crash-points';
import { createLogger, Seldom, startTelemetry, type Logger } from '@safe-community/telemetry';
import { configOrExit } from './config-or-exit.ts';
import { giveBackMemoryOfStart } from './give-back-memory.ts';
import type { ProcessConfig } from './process-config.ts';

interface ProgramConfig {
  readonly service: ProcessConfig & {
    /** Where the process kills itself, for fault tests. */
    readonly plannedCrash?: PlannedCrash | undefined;
  };
}

export interface ServiceProgram<Config extends ProgramConfig> {
  readonly name: string;
  readonly version: string;
  readonly readConfig: () => Config;
  readonly start: (config: Config, logger: Logger) => Promise<{ stop(): Promise<void> }>;
}

/** A stop that takes longer ends the process with an error. Anything that stops it from outside must wait for longer. */
export const STOP_WITHIN_MS = 20_000;
const LINGER_MS = 200;

/** Runs a service as a process until SIGTERM or SIGINT, and then stops it in order. */
export async function runService<Config extends ProgramConfig>(program: ServiceProgram<Config>): Promise<void> {
  const config = configOrExit(program.readConfig);
  const { host, logLevel, metricsPort, plannedCrash } = config.service;
  const { metricsEveryMs, otlpEndpoint, sampleRatio, sendLogs, sendMetrics } = config.service;
  const logger = createLogger({ service: program.name, level: logLevel });
  if (plannedCrash !== undefined) {
    armCrashPoint(plannedCrash);
    logger.warn('this process will kill itself at a crash point', { crashPoint: plannedCrash.at });
  }
  // Each line about a collector that is down would be another line to send to it.
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
  // An unhandled error is a bug that may have left an inconsistent state: a restart is safer.
  process.on('unhandledRejection', (error) => dieOf(error, logger));
  process.on('uncaughtException', (error) => dieOf(error, logger));
  // Listens before the start, so that an early signal also stops the service in order.
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
    // Everything is stopped. A connection to a server that is gone must not keep the process alive.
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
  logger.fatal('the service stops because of an error', { error });
  process.exit(1);
}
