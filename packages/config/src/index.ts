export { readEnv } from './read-env.ts';
export { ConfigError } from './config-error.ts';
export { secret, type Variable } from './variable.ts';
export { flag, oneOf, text } from './text.ts';
export { days, durationMs, durationMsOr, port, ratio, wholeNumber } from './number.ts';
export { filePath } from './file-path.ts';
export { hostPort, hostPorts, namedAddresses, url, type HostPort, type NamedAddress } from './address.ts';
