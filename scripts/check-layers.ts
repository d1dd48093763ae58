/**
 * Fails when an import goes against the layers, SQL stands outside of stores, a statement names a table of another module, a
 * service writes without a declaration, files or modules import each other in a circle, a module does not list an entity, a
 * file is too long, or a name is meaningless.
 * The rules: docs/adr/0002-layers-checked-by-our-own-script.md.
 *
 *   node scripts/check-layers.ts           prints each violation
 *   node scripts/check-layers.ts --graph   prints which module of each service uses which
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findCycles } from './layers/cycles.ts';
import { unlistedEntities } from './layers/entity-rule.ts';
import { brokenFileRules } from './layers/file-rules.ts';
import { brokenRule } from './layers/import-rules.ts';
import { importsOf, type Import } from './layers/imports-of.ts';
import { locksOfOffers } from './layers/lock-rule.ts';
import { graphByService, moduleCircles, moduleGraph } from './layers/module-graph.ts';
import { placeOf } from './layers/place-of.ts';
import { globalInPurePackage } from './layers/pure-packages.ts';
import { sourceFiles } from './layers/source-files.ts';
import { statementBesideStores } from './layers/sql-rule.ts';
import { brokenOwnership, type HousedSource } from './layers/table-rule.ts';
import { writtenByHand } from './layers/write-rule.ts';
import { sourceOf } from './sql/source.ts';
import { readWorkspaces, type Workspace } from './workspaces.ts';

/** Every violation under `root`, one sentence each, beginning with the file. */
export function findViolations(root: string): string[] {
  const sources = read(root);
  const { files, workspaces, services, imports } = sources;
  const graph = pathsOf(imports);
  const housedSources = housed(root, sources);
  const ofFiles = files.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const place = placeOf(file, workspaces, services);
    const ofText = [
      statementBesideStores(place, text),
      globalInPurePackage(file, place, text),
      writtenByHand(file, text),
    ];
    const broken = ofText.filter((rule) => rule !== undefined);
    return [...brokenFileRules(file, text), ...broken].map((rule) => `${file} ${rule}`);
  });
  const offeredBy = (moduleFile: string, path: string): readonly string[] =>
    (imports.get(moduleFile) ?? []).flatMap((one) => ('path' in one && one.path === path ? one.values : []));
  const ofImports = [...imports].flatMap(([file, found]) =>
    found.flatMap((one) => {
      const rule = brokenRule(file, one, workspaces, services, offeredBy);
      return rule === undefined ? [] : [`${file} imports ${one.specifier}: ${rule}`];
    }),
  );
  const textOf = (path: string) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined);
  const ofEntities = files.filter((file) => file.startsWith('apps/')).flatMap((file) => unlistedEntities(file, textOf));
  const circles = [...findCycles(graph), ...findCycles(workspaceGraph(workspaces))].map(
    (cycle) => `${cycle.join(' → ')} is a cycle`,
  );
  return [
    ...ofFiles,
    ...ofImports,
    ...ofEntities,
    ...brokenOwnership(housedSources),
    ...housedSources.flatMap(locksOfOffers),
    ...circles,
    ...moduleCircles(moduleGraph(graph, workspaces, services)),
  ];
}

/** What may name a table or hand one on. What only tests use may read every table. */
function housed(root: string, { files, workspaces, services }: Sources): HousedSource[] {
  return files.flatMap((file) => {
    const place = /^(apps|packages)\/[^/]+\/src\/.*\.ts$/.test(file) ? placeOf(file, workspaces, services) : undefined;
    if (place === undefined || place.isTest || place.workspace === 'packages/testkit') return [];
    const text = readFileSync(join(root, file), 'utf8');
    if (!MAY_NAME_TABLES.test(text)) return [];
    const service = place.isApp ? place.workspace : 'packages';
    return [{ ...sourceOf(file, text), home: place.module ?? place.workspace, service }];
  });
}

/** To parse every file would take four times as long. */
const MAY_NAME_TABLES =
  /\b(?:from|join|into|update|table|truncate|using|index)\s+[\w$"]|\b(?:table|tableName|Rights)\b|^export \{/im;

/** Which module of each service under `root` uses which: lines as `--graph` prints them, by the folder of the service. */
function moduleGraphs(root: string): Map<string, string[]> {
  const { imports, workspaces, services } = read(root);
  return graphByService(moduleGraph(pathsOf(imports), workspaces, services));
}

/** Which workspace depends on which at run time. */
function workspaceGraph(workspaces: readonly Workspace[]): Map<string, string[]> {
  const pathOf = new Map(workspaces.map(({ name, path }) => [name, path]));
  return new Map(
    workspaces.map(({ path, dependencies }) => [path, dependencies.flatMap((name) => pathOf.get(name) ?? [])]),
  );
}

interface Sources {
  readonly files: readonly string[];
  readonly workspaces: readonly Workspace[];
  /** Apps that are cut into modules: they have a service.ts. */
  readonly services: ReadonlySet<string>;
  readonly imports: ReadonlyMap<string, readonly Import[]>;
}

function read(root: string): Sources {
  const workspaces = readWorkspaces(root);
  const files = sourceFiles(root);
  const code = files.filter((file) => /\.[cm]?[jt]s$/.test(file));
  return {
    files,
    workspaces,
    services: new Set(
      workspaces
        .map(({ path }) => path)
        .filter((path) => path.startsWith('apps/') && existsSync(join(root, path, 'src/service.ts'))),
    ),
    imports: new Map(code.map((file) => [file, importsOf(root, file, workspaces)])),
  };
}

function pathsOf(imports: ReadonlyMap<string, readonly Import[]>): Map<string, string[]> {
  return new Map(
    [...imports].map(([file, found]) => [file, found.flatMap((one) => ('path' in one ? [one.path] : []))]),
  );
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..');
  if (process.argv.includes('--graph')) {
    const graphs = [...moduleGraphs(root)].map(([service, lines]) => [service, ...lines.map((line) => `  ${line}`)]);
    console.log(graphs.map((lines) => lines.join('\n')).join('\n\n'));
  } else {
    const violations = findViolations(root);
    for (const violation of violations) console.error(violation);
    if (violations.length > 0) process.exitCode = 1;
  }
}
