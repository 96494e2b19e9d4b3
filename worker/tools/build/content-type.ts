/** The Content-Type of a file, by how its name ends. */
import { Mime } from 'mime';
import otherTypes from 'mime/types/other.js';
import standardTypes from 'mime/types/standard.js';

const UNKNOWN = 'application/octet-stream';

const types = new Mime(standardTypes, otherTypes, { 'application/x-ndjson': ['jsonl'] });

/** @example contentType('index.html') === 'text/html; charset=utf-8' */
export function contentType(name: string): string {
  const type = types.getType(name) ?? UNKNOWN;
  return type.startsWith('text/') ? `${type}; charset=utf-8` : type;
}
