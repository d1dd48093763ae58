/**
 * A text that a spreadsheet would compute, and that could send other cells away. Some pass over blanks and quotes before a
 * formula, take full-width signs for the usual ones, and begin with a tab or a line what follows it.
 */
const FORMULA = /^(?:'*[\t\r\n]|[\s'"]*[=+\-@＝＋－＠])/;

/** The text of a CSV cell that no spreadsheet takes for a formula: with an apostrophe before it, where it needs one. */
export function guardFormula(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** The text that `guardFormula` got. */
export function unguardFormula(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
}
