import { connectBroker, readStream, streamName } from '@safe-community/events';
import type { System } from '../system/system.ts';
import { ledgerProgress } from './ledger-progress.ts';

/** Silence that marks the end of the stream. */
const END_MS = 1_000;

/** Waits until the stream of intake has every position of its ledger at least once. */
export async function untilStreamIsWhole(system: System, withinMs: number): Promise<void> {
  const { head } = await ledgerProgress(system);
  const deadline = performance.now() + withinMs;
  for (;;) {
    const there = await streamPositions(system);
    const missing: bigint[] = [];
    for (let position = 1n; position <= head; position += 1n) if (!there.has(position)) missing.push(position);
    if (missing.length === 0) return;
    if (performance.now() > deadline) {
      const range = `${missing.length} of ${head}, from ${missing[0]} to ${missing.at(-1)}`;
      throw new Error(`not within ${withinMs / 1_000} s: the stream has the whole ledger; missing: ${range}`);
    }
  }
}

/** Number of messages in the stream of intake. */
export async function messagesOfStream(system: System): Promise<number> {
  const nc = await connectBroker(system.brokerOptions());
  try {
    const info = await nc.request(`$JS.API.STREAM.INFO.${streamName('incidents')}`, '', { timeout: 5_000 });
    const { state } = info.json<{ state?: { messages: number } }>();
    return state?.messages ?? 0;
  } finally {
    await nc.close();
  }
}

async function streamPositions(system: System): Promise<Set<bigint>> {
  const nc = await connectBroker(system.brokerOptions());
  const positions = new Set<bigint>();
  const ended = new AbortController();
  let timer = setTimeout(() => ended.abort(), END_MS);
  try {
    for await (const batch of readStream(nc, 'incidents', undefined, ended.signal)) {
      clearTimeout(timer);
      timer = setTimeout(() => ended.abort(), END_MS);
      for (const { envelope } of batch) if (envelope !== undefined) positions.add(envelope.position);
    }
  } finally {
    clearTimeout(timer);
    await nc.close();
  }
  return positions;
}
