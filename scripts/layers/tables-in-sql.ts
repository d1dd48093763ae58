/** A table that a text of SQL, or a part of one, names, and what becomes of it. */
export interface TableUse {
  readonly table: string;
  readonly does: 'creates' | 'reads' | 'writes';
}

const COMMENT = /--.*|\/\*[^]*?\*\//g;
const VALUE = /'(?:[^']|'')*'/g;
const TOKEN = /"(?<quoted>[^"]+)"|[a-z_$][\w$]*|[(),.]/gi;
const NAME = /^[a-z_]\w*$/;
/** Stand between the word that asks for a table and its name. */
const BETWEEN = new Set(['.', 'exists', 'if', 'lateral', 'not', 'only', 'public', 'table']);
/** End the list of tables that `from`, `using` or `join` begins. */
const ENDING = new Set(['where', 'group', 'order', 'union', 'returning', 'set', 'select', 'for', 'limit', 'having']);

/** The tables that stand where PostgreSQL expects one. Names that the text gives itself (`with name as`) are none. */
export function tablesIn(sql: string): TableUse[] {
  const plain = sql.replace(COMMENT, ' ').replace(VALUE, ' $ ');
  const tokens = [...plain.matchAll(TOKEN)].map(({ 0: token, groups }) => groups?.['quoted'] ?? token.toLowerCase());
  const given = new Set(tokens.filter((_, at) => isGivenHere(tokens, at)));
  return usesIn(tokens).filter(({ table }) => !given.has(table));
}

function usesIn(tokens: readonly string[]): TableUse[] {
  const uses: TableUse[] = [];
  /** By depth of brackets: whether a comma continues a list of tables. */
  const lists = [false];
  for (const [at, token] of tokens.entries()) {
    const isList = lists.at(-1) === true;
    const does = effectOf(tokens, at) ?? (isList && token === ',' ? 'reads' : undefined);
    const table = does === undefined ? undefined : tableAfter(tokens, at);
    if (does !== undefined && table !== undefined) uses.push({ table, does });
    if (token === '(') lists.push(false);
    else if (token === ')' && lists.length > 1) lists.pop();
    else if (does === 'reads') lists[lists.length - 1] = true;
    else if (ENDING.has(token)) lists[lists.length - 1] = false;
  }
  return uses;
}

/** Undefined if what follows is a bracket, or a column (`extract(epoch from fault.noticed_at)`). */
function tableAfter(tokens: readonly string[], at: number): string | undefined {
  const place = tokens.findIndex((token, index) => index > at && !BETWEEN.has(token));
  const name = tokens[place] ?? '';
  return NAME.test(name) && tokens[place + 1] !== '.' ? name : undefined;
}

/** What this word, with those before it, does to the table whose name follows. */
function effectOf(tokens: readonly string[], at: number): TableUse['does'] | undefined {
  const [twoBefore, before, word = ''] = [tokens[at - 2], tokens[at - 1], tokens[at]];
  switch (word) {
    case 'from':
      if (before === 'distinct') return undefined;
      return before === 'delete' ? 'writes' : 'reads';
    case 'join':
    case 'like':
    case 'using':
      return 'reads';
    case 'into':
    case 'truncate':
    case 'update':
      return 'writes';
    case 'table':
      return before === 'create' ? 'creates' : 'writes';
    case 'on':
      return twoBefore === 'index' || twoBefore === 'exists' ? 'writes' : undefined;
    default:
      return undefined;
  }
}

/** `with name as (` and `, name (columns) as materialized (` */
function isGivenHere(tokens: readonly string[], at: number): boolean {
  if (!['with', 'recursive', ','].includes(tokens[at - 1] ?? '')) return false;
  let next = tokens[at + 1] === '(' ? tokens.indexOf(')', at) + 1 : at + 1;
  if (tokens[next] !== 'as') return false;
  while (['as', 'not', 'materialized'].includes(tokens[next] ?? '')) next += 1;
  return tokens[next] === '(';
}
