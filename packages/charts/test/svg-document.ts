import { SaxesParser } from 'saxes';

export interface ParsedElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
}

/** The elements of a document in order; throws if it is not well-formed. */
export function parseSvg(svg: string): ParsedElement[] {
  const parser = new SaxesParser();
  const [elements, open]: [ParsedElement[], ParsedElement[]] = [[], []];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes, text: '' };
    elements.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const last = open.at(-1);
    if (last !== undefined) last.text += text;
  });
  parser.on('closetag', () => open.pop());
  parser.write(svg).close();
  return elements;
}

export function attribute({ attributes }: ParsedElement, name: string): number {
  return Number(attributes[name]);
}
