import type { TlsFiles } from '@safe-community/grpc-kit';
import { serveEcho } from './echo.ts';

const { tls, answerBytes } = JSON.parse(process.argv[2] ?? '{}') as { tls: TlsFiles; answerBytes?: number };
process.stdout.write(`${await serveEcho(tls, answerBytes)}\n`);
