import type { LockedPackage } from './lockfile.ts';

/** As package.json has it: whether a package may run its scripts when it is installed. */
export type AllowScripts = Readonly<Record<string, boolean>>;

/** Packages that would run something at installation and about which nobody has decided, and decisions about none. */
export function undecidedScripts(packages: readonly LockedPackage[], allowScripts: AllowScripts): string[] {
  const scripted = packages.filter(({ hasInstallScript }) => hasInstallScript);
  const undecided = scripted.filter(({ name }) => typeof allowScripts[name] !== 'boolean');
  const names = new Set(scripted.map(({ name }) => name));
  const idle = Object.keys(allowScripts).filter((name) => !names.has(name));
  return [
    ...undecided.map(
      ({ name, version }) =>
        `package.json: ${name} ${version} runs a script when it is installed; read it, then set it to true or false in "allowScripts"`,
    ),
    ...idle.map((name) => `package.json: "allowScripts" names ${name}, which has no such script here; remove it`),
  ];
}
