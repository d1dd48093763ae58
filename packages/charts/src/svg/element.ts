/** An element as text. Only `element` and `text` of this file make one: everything else is escaped. */
export interface Markup {
  readonly markup: string;
}

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Attributes that are undefined are left out. */
export function element(name: string, attributes: Attributes, ...children: readonly (Markup | string)[]): Markup {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${typeof value === 'number' ? round(value) : escape(value)}"`],
  );
  const content = children.map((child) => (typeof child === 'string' ? escape(child) : child.markup)).join('');
  const start = `<${name}${written.join('')}`;
  return { markup: content === '' ? `${start}/>` : `${start}>${content}</${name}>` };
}

/** Two fraction digits are a hundredth of a pixel. */
export function round(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} is no coordinate`);
  return String(Math.round(value * 100) / 100 + 0);
}

const ESCAPED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What XML 1.0 cannot hold becomes U+FFFD. */
function escape(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(NOT_IN_XML, '\u{FFFD}')
    .replaceAll(/[&<>"']/g, (character) => ESCAPED[character] ?? character);
}

const NOT_IN_XML = /[^\t\n\r -\uFFFD\u{10000}-\u{10FFFF}]/gu;
