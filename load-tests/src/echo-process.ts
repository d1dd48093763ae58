import type { TlsFiles } from '@safe-community/grpc-kit';
import { serveEcho } from './echo.ts';

const [, , tls] = process.argv;
process.stdout.write(`${await serveEcho(JSON.parse(tls ?? '{}') as TlsFiles)}\n`);
