import { connect, type Socket } from 'node:net';

/** All that the server sends on a connection until it is closed. @param then what the client does when it has sent all. */
export function rawAnswer(port: number, sent: string, then?: (socket: Socket) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(sent, 'latin1', () => then?.(socket)));
    let answer = '';
    socket.setTimeout(5_000, () => socket.destroy());
    socket.on('data', (chunk) => (answer += chunk.toString('latin1')));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}
