/** A value of an answer: a text, a number, a list of items of one name, or fields in their order. */
type Value = string | number | boolean | null | ItemList | Fields;

export interface Fields {
  readonly [name: string]: Value;
}

interface ItemList {
  /** Name of each item in XML. */
  readonly item: string;
  readonly items: readonly (Fields | string)[];
}

/** An answer in both formats. In JSON a list is an array, also on top; in XML it has a name of its own. */
export interface Document {
  readonly root: string;
  readonly content: ItemList | Fields;
}

export function toXml({ root, content }: Document): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${element(root, content)}\n`;
}

export function toJson({ content }: Document): string {
  return JSON.stringify(plain(content));
}

function element(name: string, value: Value): string {
  if (value === null || value === '') return `<${name}/>`;
  return `<${name}>${inner(value)}</${name}>`;
}

function inner(value: Exclude<Value, null>): string {
  if (typeof value !== 'object') return escaped(String(value));
  if (isList(value)) return value.items.map((each) => element(value.item, each)).join('');
  return Object.entries(value)
    .map(([name, each]) => element(name, each))
    .join('');
}

function plain(value: Value): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.items.map(plain);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each)]));
}

function isList(value: ItemList | Fields): value is ItemList {
  return Array.isArray(value['items']);
}

/** Characters that XML 1.0 does not allow are left out. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
