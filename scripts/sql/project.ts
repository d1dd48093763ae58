import { posix } from 'node:path';
import { readWorkspaces, type Workspace } from '../workspaces.ts';
import { sourceFiles } from '../layers/source-files.ts';
import { child, children, nameOf, readSource, type Node, type Source } from './source.ts';

/** A node and the file that it stands in. */
export interface Place {
  readonly source: Source;
  readonly node: Node;
}

/** All code of services and packages that runs, its tests left out. */
export class Project {
  readonly sources: readonly Source[];
  readonly #byFile: ReadonlyMap<string, Source>;
  readonly #calls = new Map<string, Place[]>();
  readonly #workspaces: readonly Workspace[];

  /** @param isLookedAt which files, by their paths relative to `root`. */
  constructor(root: string, isLookedAt: (file: string) => boolean) {
    const isCode = (file: string): boolean =>
      /^(apps|packages)\/[^/]+\/src\/.*\.ts$/.test(file) && !file.endsWith('.test.ts');
    this.sources = sourceFiles(root)
      .filter((file) => isCode(file) && isLookedAt(file))
      .map((file) => readSource(root, file));
    this.#byFile = new Map(this.sources.map((source) => [source.file, source]));
    this.#workspaces = readWorkspaces(root);
    for (const source of this.sources) for (const node of source.nodes) this.#noteCall(source, node);
  }

  /** All calls of what has this name, whatever it is called on. */
  callsOf(name: string): readonly Place[] {
    return this.#calls.get(name) ?? [];
  }

  /** What a file of ours exports under a name, followed through those that only pass it on. */
  exported(file: string, name: string): Place | undefined {
    const source = this.#byFile.get(file);
    for (const node of source?.nodes ?? []) {
      if (source === undefined || node.type !== 'ExportNamedDeclaration') continue;
      const declared = declaredIn(child(node, 'declaration'), name);
      if (declared !== undefined) return { source, node: declared };
      const passedOn = children(node, 'specifiers').find((one) => nameOf(child(one, 'exported')) === name);
      const from = child(node, 'source')?.['value'];
      if (passedOn === undefined || typeof from !== 'string') continue;
      return this.imported(source, from, nameOf(child(passedOn, 'local')) ?? name);
    }
    return undefined;
  }

  /** What an import brings in; undefined for what is not ours. */
  imported(source: Source, specifier: string, name: string): Place | undefined {
    if (specifier.startsWith('.')) return this.exported(posix.join(posix.dirname(source.file), specifier), name);
    const workspace = this.#workspaces.find((one) => one.name === specifier);
    return workspace && this.exported(`${workspace.path}/src/index.ts`, name);
  }

  #noteCall(source: Source, node: Node): void {
    if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return;
    const callee = child(node, 'callee');
    const name = nameOf(callee) ?? nameOf(callee && child(callee, 'property'));
    if (name === undefined) return;
    this.#calls.set(name, [...(this.#calls.get(name) ?? []), { source, node }]);
  }
}

function declaredIn(declaration: Node | undefined, name: string): Node | undefined {
  if (declaration === undefined) return undefined;
  if (nameOf(child(declaration, 'id')) === name) return declaration;
  return children(declaration, 'declarations').find((one) => nameOf(child(one, 'id')) === name);
}
