import type { KeyObject } from 'node:crypto';
import type { Database } from '@safe-community/database';
import type { Installation } from '@safe-community/domain-kit';
import type { ServedService } from '@safe-community/grpc-kit';
import { createUnitOfWork, createWakeup, type Wakeup } from '@safe-community/ledger';
import { BatchWriters } from '../module/batch-writers.ts';
import type { Rpc } from '../module/rpc.ts';
import { servedServices } from '../module/served-services.ts';
import { systemClock } from '../module/system-clock.ts';

/**
 * The gRPC services by which operators look after a service. Their requests hold no personal data, so the digests of
 * their bodies are stored as they are.
 */
export function serveOperations(
  rpcs: readonly Rpc[],
  installation: Installation,
  database: Database,
  tokenKey: KeyObject,
  wakeup: Wakeup = createWakeup(),
): ServedService[] {
  const keep = (digest: Buffer): Buffer => digest;
  const runtime = {
    installation,
    database,
    unitOfWork: createUnitOfWork(database, wakeup, keep, 'administration'),
    clock: systemClock,
    writers: new BatchWriters({ database, wakeup, keep }),
  };
  return servedServices(rpcs, runtime, tokenKey);
}
