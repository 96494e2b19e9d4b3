/**
 * A table of labels: a row for each picture, by its name. CelebA's `list_attr_celeba.txt` (how many rows there are, the columns' names, then
 * rows with spaces between), or CSV, whose first row has the columns' names. Rows are split when they are asked for, so that of a table of
 * two hundred thousand rows and forty columns only the text is held.
 */
import { basename } from 'node:path';
import { stem } from '../file-names.ts';
import type { Labels } from './labels.ts';

export type LabelTable = {
  /** The labels of a picture, by its path in the data set; undefined where it has no row. */
  of(picture: string): Labels | undefined;
};

/** Names of the column that has the pictures' names; else it is the first one. */
const PICTURE_COLUMNS = /^(image|img|picture|photo|file|path|name)([ _-]?(id|name|file|path))?$/i;

/** The fields of a row of CSV (RFC 4180), whose quoted fields have no line breaks. */
function splitCsv(row: string, comma: string): string[] {
  const fields: string[] = [];
  for (let at = 0; at <= row.length; at++) {
    if (row[at] === '"') {
      let field = '';
      for (at++; at < row.length && (row[at] !== '"' || row[at + 1] === '"'); at++) {
        at += Number(row[at] === '"');
        field += row[at];
      }
      fields.push(field);
      at = row.indexOf(comma, at);
      if (at < 0) {
        break;
      }
    } else {
      const next = row.indexOf(comma, at);
      const end = next < 0 ? row.length : next;
      fields.push(row.slice(at, end).trim());
      at = end;
    }
  }
  return fields;
}

/** A field as a number where it is one, and as no label where it is empty. */
function parseField(field: string): string | number | undefined {
  if (field === '') {
    return undefined;
  }
  return Number.isFinite(Number(field)) ? Number(field) : field;
}

/** How a picture is called in a table and in a data set: the whole path, or the file alone, with an extension or without. */
function namesOf(path: string): string[] {
  const file = basename(path);
  return [path, stem(path), file, stem(file)];
}

/**
 * @param place for messages
 * @throws where the text is no such table, naming the place and the line
 */
export function parseLabelTable(text: string, place: string): LabelTable {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const isCelebA = /^\s*\d+\s*$/.test(lines[0] ?? '');
  const head = lines[isCelebA ? 1 : 0] ?? '';
  const comma = [',', ';', '\t'].find((each) => head.includes(each)) ?? ',';
  const split = (row: string): string[] => (isCelebA ? row.trim().split(/\s+/) : splitCsv(row, comma));
  const columns = split(head);
  if (isCelebA) {
    columns.unshift('image_id');
  }
  if (columns.length < 2) {
    throw new Error(
      `${place}: its first line has to name the columns, the picture's name and at least one label; it is ${JSON.stringify(head.slice(0, 80))}`,
    );
  }
  const key = Math.max(
    0,
    columns.findIndex((column) => PICTURE_COLUMNS.test(column)),
  );
  const rows = new Map<string, number>();
  lines.forEach((line, i) => {
    if (i < (isCelebA ? 2 : 1) || line.trim() === '') {
      return;
    }
    const name = (key === 0 && !line.startsWith('"') && !isCelebA ? line.split(comma, 1) : split(line))[key];
    if (name !== undefined) {
      rows.set(name.trim().replaceAll('\\', '/').replace(/^\.\//, ''), i);
    }
  });
  return {
    of(picture) {
      const found = namesOf(picture).find((name) => rows.has(name));
      const i = found === undefined ? undefined : rows.get(found);
      if (i === undefined) {
        return undefined;
      }
      const fields = split(lines[i] ?? '');
      if (fields.length !== columns.length) {
        throw new Error(
          `${place}: line ${i + 1} has ${fields.length} fields, and the first line names ${columns.length}`,
        );
      }
      const named = columns.map((column, k) => [column, parseField(fields[k] ?? '')] as const);
      return Object.fromEntries(named.filter(([, value], k) => k !== key && value !== undefined));
    },
  };
}
