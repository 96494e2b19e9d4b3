/** What a file is, told from how its name ends: IANA's media types, as the worker sends them. */
import { extname } from 'node:path';

const BINARY = 'application/octet-stream';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/vnd.microsoft.icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.jsonl': 'application/x-ndjson',
  '.map': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.onnx': BINARY,
  '.png': 'image/png',
  '.safetensors': BINARY,
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** @example contentType('probe.png') === 'image/png' */
export function contentType(name: string): string {
  return TYPES[extname(name).toLowerCase()] ?? BINARY;
}
