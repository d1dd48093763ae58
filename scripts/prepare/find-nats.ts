/** Prints where nats-server is (`path`, missing when nowhere) and how to get one (`advice`), as JSON. */
import { findNatsServer, HOW_TO_GET_NATS } from '../../packages/local-stack/src/find-nats-server.ts';
import { LocalStackError } from '../../packages/local-stack/src/local-stack-error.ts';

try {
  console.log(JSON.stringify({ path: findNatsServer(), advice: HOW_TO_GET_NATS }));
} catch (error) {
  if (!(error instanceof LocalStackError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
