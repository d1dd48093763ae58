import type { Computed } from './computed.ts';
import { TABLES } from './tables.ts';

/** A stretch of docs/scale.md that is computed: `<!-- scale: met -->` … `<!-- end -->`. */
const STRETCH = /<!-- scale: ([a-z]+) -->\n[\s\S]*?<!-- end -->/g;

/** The document with all that is computed in it as it is now. Throws where it asks for a table that there is not. */
export function withTables(document: string, computed: Computed): string {
  return document.replaceAll(STRETCH, (_, name: string) => {
    const render = TABLES[name];
    if (render === undefined) throw new Error(`no such table: ${name}`);
    return `<!-- scale: ${name} -->\n\n${render(computed)}\n\n<!-- end -->`;
  });
}
