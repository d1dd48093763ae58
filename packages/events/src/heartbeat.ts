/** Sent by a relay every second, so that a consumer notices events that did not arrive. */
export interface Heartbeat {
  readonly epoch: string;
  readonly partition: number;
  /** Position of the newest committed event. */
  readonly head: bigint;
  /** All up to here are acknowledged by the broker. */
  readonly published: bigint;
}

export function encodeHeartbeat(beat: Heartbeat): string {
  return JSON.stringify({ ...beat, head: String(beat.head), published: String(beat.published) });
}

/** Throws when the text is not a heartbeat. */
export function decodeHeartbeat(text: string): Heartbeat {
  const { epoch, partition, head, published } = JSON.parse(text) as Record<string, unknown>;
  if (typeof epoch !== 'string' || typeof partition !== 'number' || !isPosition(head) || !isPosition(published)) {
    throw new Error('not a heartbeat');
  }
  return { epoch, partition, head: BigInt(head), published: BigInt(published) };
}

function isPosition(value: unknown): value is string {
  return typeof value === 'string' && /^\d{1,18}$/.test(value);
}
