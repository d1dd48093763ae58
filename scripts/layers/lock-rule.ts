import { child, children, lineOf, nameOf, type Source } from '../sql/source.ts';
import { partsOf } from './table-rule.ts';

const RULE =
  'PostgreSQL locks all rows of a sub-select: name your own table (for update of …), or call a function of the owner';
const LOCK = /\bfor (?:no key )?(?:update|(?:key )?share)\b(?: of (?<named>\w+(?:, \w+)*))?/gi;

/** The statements of a file that lock rows which another module or package offers. */
export function locksOfOffers(source: Source): string[] {
  const imported = new Set(
    source.nodes.flatMap((node) => {
      const from = node.type === 'ImportDeclaration' ? child(node, 'source')?.['value'] : undefined;
      const isOffer = typeof from === 'string' && /\/module\.ts$|^@safe-community\//.test(from);
      return isOffer ? children(node, 'specifiers').flatMap((one) => nameOf(child(one, 'local')) ?? []) : [];
    }),
  );
  return source.nodes.flatMap((node) => {
    if (node.type !== 'TemplateLiteral') return [];
    const parts = partsOf(node);
    const aliases = children(node, 'expressions').flatMap((put, index) => {
      const isOffered = /\b(?:from|join)\s+$|,\s*$/i.test(parts[index] ?? '') && imported.has(nameOf(put) ?? '');
      return isOffered ? (/^\s*(\w+)/.exec(parts[index + 1] ?? '')?.[1] ?? []) : [];
    });
    const isLocked = [...parts.join(' $ ').matchAll(LOCK)].some(
      ({ groups }) => groups?.['named']?.split(', ').some((name) => aliases.includes(name)) ?? aliases.length > 0,
    );
    return isLocked ? [`${source.file}:${lineOf(source, node)} locks what others offer: ${RULE}`] : [];
  });
}
