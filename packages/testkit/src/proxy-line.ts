import type { Socket } from 'node:net';

/** Bytes in flight per direction before the sender must wait, as with a real connection. */
const IN_FLIGHT_BYTES = 1024 * 1024;

/** One direction of a proxy: forwards data in order, with an optional delay, or not at all when stopped. */
export class Line {
  #delayMs = 0;
  #open = Promise.resolve();
  #reopen: () => void = () => undefined;

  stop(): void {
    this.#reopen();
    this.#open = new Promise((resolve) => (this.#reopen = resolve));
  }

  slowDown(ms: number): void {
    this.#delayMs = ms;
  }

  restore(): void {
    this.#delayMs = 0;
    this.#reopen();
  }

  /** Forwards all data from `from` to `to`, and its end. */
  carry(from: Socket, to: Socket): void {
    let onTheWay = 0;
    let order = Promise.resolve();
    const queue = (deliver: () => void | Promise<void>): void => {
      const arrived = afterMs(this.#delayMs);
      order = order.then(async () => {
        await arrived;
        await this.#open;
        if (!to.destroyed) await deliver();
      });
    };
    from.on('data', (data: Buffer) => {
      onTheWay += data.length;
      if (onTheWay > IN_FLIGHT_BYTES) from.pause();
      queue(async () => {
        if (!to.write(data)) await drained(to);
        onTheWay -= data.length;
        from.resume();
      });
    });
    from.on('end', () => queue(() => void to.end()));
  }
}

/** By the global timer, which a test may move. */
async function afterMs(ms: number): Promise<void> {
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('drain', resolve).once('close', () => resolve()));
}
