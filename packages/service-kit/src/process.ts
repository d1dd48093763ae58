/** What a process needs that has neither a database nor a broker. */
export { runService, STOP_WITHIN_MS } from './run-service.ts';
export { PROCESS_VARIABLES, processConfigOf, type ProcessConfig } from './process-config.ts';
export { CERTIFICATE_VARIABLES, expiryBoundOf, type ExpiryBound } from './certificate-config.ts';
export { watchCertificates } from './certificate-watch.ts';
export { systemTime } from './system-time.ts';
