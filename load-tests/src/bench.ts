import { BY_THEMSELVES, OF_THE_SYSTEM, USUAL } from './benchmarks/benchmarks.ts';
import { startSystem } from './system.ts';
import { thisMachine, today } from './this-machine.ts';

/**
 * A name with its argument: "list-incidents 1000000" (incidents), "soak 3" (minutes), "hot-path 1" (calls in flight).
 */
const size = process.argv
  .slice(2)
  .map(Number)
  .find((number) => number > 0);
const named = process.argv.slice(2).filter((argument) => !(Number(argument) > 0));
const all = [...Object.keys(BY_THEMSELVES), ...Object.keys(OF_THE_SYSTEM)];
const unknown = named.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`No such benchmark: ${unknown.join(', ')}. Available: ${all.join(', ')}.`);
  process.exit(2);
}
const names = named.length > 0 ? named : USUAL;
console.log(`${thisMachine()}, ${today()}`);
for (const name of names.filter((one) => one in BY_THEMSELVES)) {
  console.log(`\n${name}`);
  await BY_THEMSELVES[name]?.();
}
const ofTheSystem = names.filter((name) => name in OF_THE_SYSTEM);
if (ofTheSystem.length > 0) await onTheSystem(ofTheSystem);

async function onTheSystem(benchmarks: readonly string[]): Promise<void> {
  console.log('Starting the system …');
  const system = await startSystem();
  try {
    for (const name of benchmarks) {
      console.log(`\n${name}`);
      await OF_THE_SYSTEM[name]?.(system, size);
    }
  } finally {
    await system.stop();
  }
}
