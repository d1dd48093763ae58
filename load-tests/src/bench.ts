import { cpus } from 'node:os';
import { BENCHMARKS, USUAL } from './benchmarks/benchmarks.ts';
import { startSystem } from './system.ts';

/**
 * A name with its argument: "list-incidents 1000000" (incidents), "soak 3" (minutes), "hot-path 1" (calls in flight).
 */
const size = process.argv
  .slice(2)
  .map(Number)
  .find((number) => number > 0);
const named = process.argv.slice(2).filter((argument) => !(Number(argument) > 0));
const unknown = named.filter((name) => !Object.hasOwn(BENCHMARKS, name));
if (unknown.length > 0) {
  console.error(`No such benchmark: ${unknown.join(', ')}. Available: ${Object.keys(BENCHMARKS).join(', ')}.`);
  process.exit(2);
}
console.log(
  `${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`,
);
console.log('Starting the system …');
const system = await startSystem();
try {
  for (const name of named.length > 0 ? named : USUAL) {
    console.log(`\n${name}`);
    await BENCHMARKS[name]?.(system, size);
  }
} finally {
  await system.stop();
}
