/** An entry of package-lock.json, by its path: a package, or the link to one of this repository. */
interface Entry {
  readonly name?: string;
  readonly version?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

export type Entries = Readonly<Record<string, Entry>>;

/**
 * What the apps need to run: each package, `name@version`, with those that it needs itself, and first the repository
 * with its apps.
 *
 * `npm sbom --omit dev` (npm 11.19) cannot be asked: it leaves out whatever is a development dependency of anyone, and
 * with it a third of what runs, grpc-js among it.
 *
 * @param packages of package-lock.json
 */
export function productionPackages(packages: Entries): ReadonlyMap<string, readonly string[]> {
  const waiting = Object.keys(packages).filter((path) => /^apps\/[^/]+$/.test(path));
  const needs = new Map([[idOf(packages, ''), waiting.map((path) => idOf(packages, path))]]);
  const seen = new Set(waiting);
  for (const path of waiting) {
    const needed = neededBy(packages, path);
    const id = idOf(packages, path);
    // A package may be installed at several places, and need different ones there.
    needs.set(id, [...new Set([...(needs.get(id) ?? []), ...needed.map((each) => idOf(packages, each))])]);
    for (const each of needed) {
      if (seen.has(each)) continue;
      seen.add(each);
      waiting.push(each);
    }
  }
  return needs;
}

/**
 * Where the packages lie that one app needs to run, itself among them: `apps/statistics`, `packages/ledger`,
 * `node_modules/pg`.
 *
 * @param app its folder
 */
export function productionPlaces(packages: Entries, app: string): ReadonlySet<string> {
  const places = new Set([app]);
  for (const place of places) for (const needed of neededBy(packages, place)) places.add(needed);
  return places;
}

function neededBy(packages: Entries, path: string): string[] {
  const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta = {} } = packages[path] ?? {};
  const peers = Object.keys(peerDependencies ?? {}).filter((name) => peerDependenciesMeta[name]?.optional !== true);
  const names = new Set([...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers]);
  return [...names].flatMap((name) => {
    const found = placeOf(packages, path, name);
    // npm leaves out what is optional and cannot be had.
    if (found === undefined && dependencies?.[name] !== undefined && optionalDependencies?.[name] === undefined) {
      throw new Error(`package-lock.json: ${path} needs ${name}, which is not there`);
    }
    return found ?? [];
  });
}

/** Where a package finds another one: as Node does, in the nearest node_modules on the way up. */
function placeOf(packages: Entries, from: string, name: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
    const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    const entry = packages[path];
    if (entry !== undefined) return entry.link === true ? entry.resolved : path;
    if (folder === '') return undefined;
  }
}

function idOf(packages: Entries, path: string): string {
  const { name = path.slice(path.lastIndexOf(NODE_MODULES) + NODE_MODULES.length), version } = packages[path] ?? {};
  return `${name}@${version}`;
}

const NODE_MODULES = 'node_modules/';
