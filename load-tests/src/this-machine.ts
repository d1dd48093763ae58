import { cpus } from 'node:os';

/** Processors and Node version, as figures name their conditions. */
export function thisMachine(): string {
  return `${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}`;
}

/** The day of the measurement: ISO 8601, UTC. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
