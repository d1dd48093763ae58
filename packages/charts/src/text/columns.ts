/** Columns of a terminal that a text takes: combining marks take none. */
export function columnsOf(text: string): number {
  return [...text].filter((character) => !/\p{M}/u.test(character)).length;
}

/** The text in exactly so many columns, cut with an ellipsis or filled up with spaces. */
export function inColumns(text: string, columns: number, align: 'left' | 'right' = 'left'): string {
  if (columns <= 0) return '';
  const characters = [...text];
  let shown = text;
  if (columnsOf(text) > columns) {
    let cut = '';
    for (const character of characters) {
      if (columnsOf(cut + character) > columns - 1) break;
      cut += character;
    }
    shown = `${cut}…`;
  }
  const padding = ' '.repeat(columns - columnsOf(shown));
  return align === 'left' ? shown + padding : padding + shown;
}

/** Lines of at most so many columns. */
export function wrapColumns(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/[ \n\t]+/).filter((each) => each !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (columnsOf(longer) <= columns) {
      line = longer;
    } else {
      if (line !== '') lines.push(line);
      line = inColumns(word, Math.min(columns, columnsOf(word))).trimEnd();
    }
  }
  return line === '' ? lines : [...lines, line];
}

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** A bar of a share of the columns, to an eighth of one. What is not nothing is seen. */
export function barOf(share: number, columns: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * columns * 8);
  const shown = share > 0 ? Math.max(1, eighths) : 0;
  return '█'.repeat(Math.floor(shown / 8)) + (EIGHTHS[shown % 8] ?? '');
}

const LEVELS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** One character a value, the lowest first level; a middle dot where there is none. */
export function sparkline(values: readonly (number | undefined)[]): string {
  const present = values.flatMap((value) => value ?? []);
  const [low, high] = [Math.min(0, ...present), Math.max(0, ...present)];
  return values
    .map((value) => {
      if (value === undefined) return '·';
      // Halves, so that the difference of huge values stays a number.
      const share = high === low ? 0 : (value / 2 - low / 2) / (high / 2 - low / 2);
      return LEVELS[Math.min(LEVELS.length - 1, Math.floor(share * LEVELS.length))] ?? '·';
    })
    .join('');
}
