import type { Workspace } from '../workspaces.ts';

/** What a file of a module does, by the end of its name: "incident.store.ts". A file without one is pure. */
const ROLES = [
  'commands',
  'queries',
  'mapping',
  'events',
  'store',
  'jobs',
  'client',
  'adapter',
  'api',
  'page',
] as const;
export type Role = (typeof ROLES)[number] | 'pure' | 'module';

/** Where a file stands. */
export interface Place {
  /** Folder of its workspace: "apps/statistics". */
  readonly workspace: string;
  readonly isApp: boolean;
  /** Folder of its module, when it is a source file of a service's module: "apps/statistics/src/figures". */
  readonly module: string | undefined;
  /** Only in a module. */
  readonly role: Role;
  readonly isTest: boolean;
  /** Beside the modules: service.ts, main.ts, config.ts. */
  readonly isRoot: boolean;
}

/** @param services folders of the apps that are cut into modules. */
export function placeOf(
  path: string,
  workspaces: readonly Workspace[],
  services: ReadonlySet<string>,
): Place | undefined {
  const workspace = workspaces.find((each) => `${path}/`.startsWith(`${each.path}/`))?.path;
  if (workspace === undefined) return undefined;
  const [source, folder = '', ...rest] = path.slice(workspace.length + 1).split('/');
  const isSource = services.has(workspace) && source === 'src';
  return {
    workspace,
    isApp: workspace.startsWith('apps/'),
    module: isSource && rest.length > 0 ? `${workspace}/src/${folder}` : undefined,
    role: roleOf(path),
    isTest: path.endsWith('.test.ts') || source === 'test',
    isRoot: isSource && rest.length === 0,
  };
}

function roleOf(path: string): Role {
  if (path.endsWith('/module.ts')) return 'module';
  const end = /\.([a-z]+)\.ts$/.exec(path)?.[1];
  return ROLES.find((role) => role === end) ?? 'pure';
}
