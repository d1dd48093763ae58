import { allSettlements, findSettlement, type Settlement } from './settlements.ts';
import { foldName, spellings, withoutPlaceWord } from './spelling.ts';

/** Codes by each spelling of a name: a tab before each, because 29,815 lists would cost every user some megabytes. */
let codesByName: ReadonlyMap<string, string> | undefined;
let sortedNames: readonly string[] | undefined;

/**
 * The settlements and districts of cities that match `text`, in the order of their codes: the one with this KATOTTG code;
 * else all with this name; else all whose name starts with it. Names are taken as `searchHromadas` takes those of centres.
 * Many settlements have the same name: show hromada, raion, and oblast, and let the user choose.
 *
 * The first call spells all names (a fifth of a second, 5 MB).
 */
export function searchSettlements(text: string): readonly Settlement[] {
  const query = foldName(text);
  const byCode = findSettlement(query.toUpperCase());
  if (byCode !== undefined) return [byCode];
  const name = withoutPlaceWord(query);
  if (name === '') return [];
  codesByName ??= spellAll();
  const codes = codesByName.get(name) ?? startingWith(codesByName, name);
  const sorted = [...new Set(codes.split('\t'))].toSorted();
  return sorted.flatMap((code) => findSettlement(code) ?? []);
}

/** Those with exactly this name, in the order of their codes. */
export function settlementsNamed(name: string): readonly Settlement[] {
  codesByName ??= spellAll();
  const codes = codesByName.get(foldName(name))?.split('\t') ?? [];
  return codes.toSorted().flatMap((code) => findSettlement(code) ?? []);
}

/** The sorted names are looked up by halves: every search that finds nothing comes here. */
function startingWith(codes: ReadonlyMap<string, string>, start: string): string {
  sortedNames ??= [...codes.keys()].toSorted();
  let [low, high] = [0, sortedNames.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sortedNames[middle] ?? '') < start) low = middle + 1;
    else high = middle;
  }
  let found = '';
  for (let name = sortedNames[low]; name?.startsWith(start); name = sortedNames[(low += 1)]) {
    found += `\t${codes.get(name) ?? ''}`;
  }
  return found;
}

function spellAll(): ReadonlyMap<string, string> {
  const codes = new Map<string, string>();
  const spelled = new Map<string, readonly string[]>();
  for (const { code, name } of allSettlements()) {
    const known = spelled.get(name) ?? spellings(name);
    spelled.set(name, known);
    for (const spelling of known) {
      const before = codes.get(spelling);
      codes.set(spelling, before === undefined ? code : `${before}\t${code}`);
    }
  }
  return codes;
}
