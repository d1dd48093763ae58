import type { Computed } from './computed.ts';
import { TABLES } from './tables.ts';

/** A computed section of docs/scale.md: `<!-- scale: met -->` … `<!-- end -->`. */
const STRETCH = /<!-- scale: ([a-z]+) -->\n[\s\S]*?<!-- end -->/g;

/** The document with its computed sections updated. Throws if it names an unknown table. */
export function withTables(document: string, computed: Computed): string {
  return document.replaceAll(STRETCH, (_, name: string) => {
    const render = TABLES[name];
    if (render === undefined) throw new Error(`no such table: ${name}`);
    return `<!-- scale: ${name} -->\n\n${render(computed)}\n\n<!-- end -->`;
  });
}
