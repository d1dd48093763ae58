/** A service for the test of startServiceProcess: answers on $PORT, says when it is told to stop. */
import { createServer } from 'node:net';

process.stdout.write(`started with ${process.env['GREETING']}\n`);
const server = createServer((socket) => socket.end());
server.listen(Number(process.env['PORT']), '127.0.0.1');
process.once('SIGTERM', () => {
  process.stdout.write('drained\n');
  server.close();
});
