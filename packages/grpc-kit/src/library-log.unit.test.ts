import { experimental, logVerbosity } from '@grpc/grpc-js';
import { createLogger } from '@safe-community/telemetry';
import { expect, it } from 'vitest';
import { takeLibraryLog } from './library-log.ts';

it('a library error becomes one log line that names the place without the text', () => {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  takeLibraryLog(createLogger({ service: 'test', level: 'debug', destination }));
  experimental.log(logVerbosity.ERROR, 'Connection rejected: canary');
  experimental.log(logVerbosity.ERROR, 'Failed to add metadata entry acting-user: canary');
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    level: 'warn',
    message: 'error in the gRPC library',
    error: { type: 'GrpcLibraryFault', frames: expect.arrayContaining([expect.stringContaining('library-log')]) },
  });
  expect(lines[0]).not.toContain('canary');
});
