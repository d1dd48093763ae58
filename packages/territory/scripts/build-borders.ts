/**
 * Generates data/borders.txt from the borders of the hromadas as TopoJSON:
 *   node scripts/build-borders.ts <boundaries.topo.json>
 * The same input gives the same bytes. If a unit is missing or unknown, it prints all problems and writes nothing.
 */
import { readFileSync, writeFileSync } from 'node:fs';

import { hromadas, oblasts, specialCities } from '../src/index.ts';
import { borderProblems, renderBorders } from './border-rows.ts';
import type { Topology } from './border-rows.ts';

const FILE = new URL('../data/borders.txt', import.meta.url);

buildBorders(process.argv[2]);

function buildBorders(file: string | undefined): void {
  if (file === undefined) return fail(['usage: node scripts/build-borders.ts <boundaries.topo.json>']);
  const topology = JSON.parse(readFileSync(file, 'utf8')) as Topology;
  const crimea = oblasts().filter(({ kind }) => kind === 'autonomous-republic');
  const expected = [...crimea, ...hromadas(), ...specialCities()].map(({ code }) => code);
  const problems = borderProblems(topology, expected);
  if (problems.length > 0) return fail(problems);
  const text = renderBorders(topology);
  writeFileSync(FILE, text);
  console.log(`${expected.length} units, ${topology.arcs.length} arcs, ${text.length} bytes`);
}

function fail(problems: readonly string[]): never {
  console.error(problems.join('\n'));
  process.exit(1);
}
