/** What the report of a run and the comparison of runs share: the document, and how numbers and settings are written. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { html, type Markup, unescaped } from './markup.ts';

const STYLE = readFileSync(join(import.meta.dirname, 'page.css'), 'utf8');
/** The page may load nothing but what it contains. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

/** An HTML document without any reference to another file. */
export function htmlDocument(title: string, content: Markup): string {
  return html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${unescaped(STYLE)}</style>
${content}
</html>
`.markup;
}

/** @example whole(12345) === '12,345' */
export function whole(value: number): string {
  return value.toLocaleString('en');
}

/** Rows of a table; nested names are joined with dots. */
export function flat(values: Readonly<Record<string, unknown>>, before = ''): [string, string][] {
  return Object.entries(values).flatMap(([key, value]): [string, string][] =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? flat({ ...value }, `${before}${key}.`)
      : [[`${before}${key}`, typeof value === 'string' ? value : JSON.stringify(value)]],
  );
}
