import { readFile, stat } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { createReadStream } from 'node:fs';
import { Refusal } from '@safe-community/domain-kit';
import { readFurtherFile, readMapping, type FurtherFile, type Mapping } from '@safe-community/incident-mapping';
import { invalidMapping } from '../row-file/invalid-mapping.ts';
import { Problem } from '../terminal/problem.ts';
import { noSuchColumn } from '../row-file/mapping.ts';
import { unreadable } from '../row-file/read-records.ts';
import { say } from '../terminal/language.ts';

/** A mapping, and where it is from. */
export interface MappingFile {
  readonly mapping: Mapping;
  /** For messages. */
  readonly file: string;
  readonly files: readonly FurtherFile[];
}

/** Options of the command that change the built-in mapping. */
export interface ColumnOptions {
  readonly timeZone?: string;
  readonly channel?: string;
  readonly delimiter?: string;
  readonly timeColumn?: string;
  readonly categoryColumn?: string;
  readonly placeColumn?: string;
  readonly latitudeColumn?: string;
  readonly longitudeColumn?: string;
  readonly onSceneColumn?: string;
}

/** Paths of further files by their name in the mapping. */
export type FilePaths = Readonly<Record<string, string>>;

const BUILT_IN = join(import.meta.dirname, '../../mappings/dispatch-calls.yaml');

/** Reads a mapping with its further files. Throws a Problem that names all its errors. */
export async function readMappingFile(file: string, paths: FilePaths): Promise<MappingFile> {
  const mapping = await parseMappingFile(file);
  return { mapping, file, files: await readFurtherFiles(mapping, dirname(file), file, paths) };
}

/** The built-in mapping of dispatch calls, with a CSV file of places and other columns. */
export async function builtInMapping(places: string, options: ColumnOptions): Promise<MappingFile> {
  const mapping = withOptions(await parseMappingFile(BUILT_IN), options);
  return { mapping, file: BUILT_IN, files: await readFurtherFiles(mapping, '', places, { places }) };
}

/** Whether a mapping is a CSV file of places, for the built-in mapping. */
export function isPlaceTable(file: string): boolean {
  return !['.yaml', '.yml', '.json'].includes(extname(file).toLowerCase());
}

async function parseMappingFile(file: string): Promise<Mapping> {
  const parsed = readMapping(await readFile(file, 'utf8'));
  if ('violations' in parsed) throw invalidMapping(file, parsed.violations);
  return parsed.value;
}

async function readFurtherFiles(
  { files = {} }: Mapping,
  folder: string,
  mappingFile: string,
  paths: FilePaths,
): Promise<FurtherFile[]> {
  const unknown = Object.keys(paths).filter((name) => !(name in files));
  if (unknown.length > 0) {
    const names = Object.keys(files).join(', ') || say({ uk: 'немає', en: 'none' });
    throw new Problem({
      uk: `${mappingFile} не називає файлу «${unknown.join(', ')}»; його файли: ${names}.`,
      en: `${mappingFile} names no file “${unknown.join(', ')}”; its files are: ${names}.`,
    });
  }
  const read: FurtherFile[] = [];
  for (const [name, form] of Object.entries(files)) {
    const path = paths[name] ?? (form.file === undefined ? undefined : join(folder, form.file));
    if (path === undefined)
      throw new Problem({
        uk: `Файл відповідності потребує файлу «${name}»: додайте --file ${name}=<шлях>.`,
        en: `The mapping needs the file “${name}”: add --file ${name}=<path>.`,
      });
    await stat(path);
    try {
      read.push(await readFurtherFile(name, form, createReadStream(path)));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      throw unreadable(path, error);
    }
  }
  return read;
}

function withOptions(mapping: Mapping, options: ColumnOptions): Mapping {
  const { timeColumn, categoryColumn: category, placeColumn, onSceneColumn, delimiter } = options;
  const { names, point } = mapping.place ?? {};
  const withCategory = <Rule extends { readonly column?: string | undefined }>(rule: Rule): Rule =>
    category === undefined || rule.column === undefined ? rule : { ...rule, column: category };
  return {
    ...mapping,
    format: { delimiter },
    files: { places: { delimiter } },
    time_zone: options.timeZone,
    channel: options.channel === undefined ? undefined : { value: options.channel },
    times: {
      received: { column: timeColumn ?? mapping.times.received.column },
      on_scene: onSceneColumn === undefined ? undefined : { column: onSceneColumn },
    },
    category: withCategory(mapping.category),
    attributes: mapping.attributes?.map(withCategory),
    place: {
      names: names && { ...names, column: placeColumn ?? names.column },
      point: point && {
        ...point,
        latitude: options.latitudeColumn ?? point.latitude,
        longitude: options.longitudeColumn ?? point.longitude,
      },
    },
  };
}

/**
 * The built-in mapping for the columns of an export: coordinates are optional. Throws a Problem that names the missing
 * columns.
 */
export function fitBuiltIn(mapping: Mapping, header: readonly string[]): Mapping {
  const { point, ...place } = mapping.place ?? {};
  const { received, on_scene: onScene } = mapping.times;
  const names = new Set(header.map((name) => name.trim().toLowerCase()));
  const isThere = (name: string): boolean => names.has(name.toLowerCase());
  const required = [received.column, mapping.category.column, place.names?.column, onScene?.column];
  const missing = required.filter((name): name is string => name !== undefined && !isThere(name));
  if (missing.length > 0) {
    const text = noSuchColumn(missing, header);
    const options = '--time-column, --category-column, --place-column, --on-scene-column';
    throw new Problem({
      uk: `${text.uk}\nНазвіть стовпці параметрами ${options}.`,
      en: `${text.en}\nName the columns with ${options}.`,
    });
  }
  const hasPoint =
    point !== undefined && [point.latitude, point.longitude].every((name) => name !== undefined && isThere(name));
  return hasPoint ? mapping : { ...mapping, place };
}
