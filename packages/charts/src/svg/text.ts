import { element, type Markup } from './element.ts';

/**
 * Widths of characters as a share of the font size. Fonts differ: these are at least those of Arial, Liberation Sans, and
 * Noto Sans, so that a text never needs more room than it was given.
 */
const WIDTHS: readonly (readonly [characters: RegExp, width: number])[] = [
  [/[ \n\r\t.,:;'’!|()[\]ilіїj·\-/\u00A0]/, 0.33],
  [/[ftrг⁰-⁹]/, 0.42],
  [/[mwMWшщжюмфШЩЖЮМФЫД%@—…]/, 0.92],
  [/[A-ZА-ЯҐЄІЇ]/, 0.73],
  [/\p{M}/u, 0],
];
const OTHER_WIDTH = 0.57;
const BOLD = 1.08;

export interface Font {
  readonly size: number;
  readonly isBold?: boolean;
}

/** At least the width of a text, in pixels. */
export function textWidth(text: string, { size, isBold = false }: Font): number {
  let sum = 0;
  for (const character of text) sum += WIDTHS.find(([pattern]) => pattern.test(character))?.[1] ?? wide(character);
  return sum * size * (isBold ? BOLD : 1);
}

/** Scripts that this country's names do not use may be as wide as high. */
function wide(character: string): number {
  return /[\u0020-\u052F\u2000-\u206F]/.test(character) ? OTHER_WIDTH : 1.1;
}

/** The text, or its beginning with an ellipsis. */
export function fit(text: string, width: number, font: Font): string {
  if (textWidth(text, font) <= width) return text;
  let cut = '';
  for (const character of text) {
    if (textWidth(`${cut}${character}…`, font) > width) break;
    cut += character;
  }
  return `${cut.trimEnd()}…`;
}

/** Lines that are no wider than this; a word that is too wide for a line is cut. */
export function wrap(text: string, width: number, font: Font): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/[ \n\t]+/).filter((each) => each !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (textWidth(longer, font) <= width) {
      line = longer;
    } else {
      if (line !== '') lines.push(line);
      line = fit(word, width, font);
    }
  }
  return line === '' ? lines : [...lines, line];
}

interface TextOptions extends Font {
  readonly x: number;
  readonly y: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly fill: string;
  readonly className?: string;
  /** Drawn behind the text, so that lines do not cross it. */
  readonly halo?: string;
}

export function textElement(
  content: string,
  { x, y, size, isBold, anchor, fill, className, halo }: TextOptions,
): Markup {
  return element(
    'text',
    {
      x,
      y,
      'font-size': size,
      'font-weight': isBold === true ? 'bold' : undefined,
      'text-anchor': anchor === 'start' ? undefined : anchor,
      fill,
      class: className,
      ...(halo !== undefined && {
        stroke: halo,
        'stroke-width': 3,
        'stroke-linejoin': 'round',
        'paint-order': 'stroke',
      }),
    },
    content,
  );
}
