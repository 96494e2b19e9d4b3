/**
 * Serves a page that draws the faces of the models in models/, to browsers on this machine, until Ctrl-C. New faces come from the default model.
 *
 *     npx dareka-train serve [--models DIR] [--port 8788]
 *
 * It is the page of a Dareka site without the server of one, so that some things are missing: pictures, cards and avatars by their
 * address, short links, training in the page, and models that only ONNX Runtime can draw.
 */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import mime from 'mime';
import * as v from 'valibot';
import { readOptional } from '../files/read-optional.ts';
import { parseModelIndex } from '../latent/manifest.ts';
import { runCommand, UsageError, userPath, wholeFlag } from './command-line.ts';
import { parseJson, parseJsonWith } from './parse.ts';

const HOST = 'localhost';
/** The page and the headers of its files, which `build/pack.ts` puts into the package. */
const PAGE = join(import.meta.dirname, '..', 'page');
const HEADERS = join(import.meta.dirname, '..', 'page-headers.json');
/** The page finds out by itself which face a link shows. */
const FACE_LINK = /^\/f\/[^/.]+\/?$/;

/** @throws UsageError outside the package, where nothing has built the page */
async function readHeaders(): Promise<Record<string, string>> {
  const text = await readOptional(HEADERS);
  if (text === undefined) {
    throw new UsageError('only the package has the page: in the repository npm start serves it');
  }
  return parseJson(v.record(v.string(), v.string()), text, HEADERS);
}

/** @throws UsageError where the folder has no models */
async function defaultModel(models: string): Promise<string> {
  const path = join(models, 'index.json');
  const text = await readOptional(path);
  if (text === undefined) {
    throw new UsageError(`there is no ${path}; npx dareka-train publish makes it`);
  }
  return parseJsonWith(parseModelIndex, text, path).default;
}

function refuse(response: ServerResponse, status: number, why: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${why}\n`);
}

/** The file that a path names, below PAGE or in the folder of models; undefined where it names none. */
function fileOf(path: string, models: string): string | undefined {
  const parts = path.split('/').slice(1);
  if (parts.some((part) => part.startsWith('.') || part.includes('\\'))) {
    return undefined;
  }
  if (parts[0] === 'models') {
    return join(models, ...parts.slice(1));
  }
  const isDocument = !parts.some((part) => part.includes('.'));
  return join(PAGE, path === '/' || FACE_LINK.test(path) ? 'index.html' : isDocument ? `${path}.html` : path);
}

/** @throws where there is no such file, or the path is not encoded well */
async function readNamed(path: string, models: string): Promise<{ file: string; body: Buffer } | undefined> {
  const file = fileOf(decodeURIComponent(path), models);
  return file === undefined ? undefined : { file, body: await readFile(file) };
}

async function answer(
  { method, url = '/' }: IncomingMessage,
  response: ServerResponse,
  models: string,
): Promise<void> {
  if (method !== 'GET' && method !== 'HEAD') {
    refuse(response, 405, 'Files can only be read here.');
    return;
  }
  const [encoded = '/'] = url.split('?');
  // Read anew at each request: a model may be published meanwhile.
  const found = await readNamed(encoded, models).catch(() => undefined);
  if (found === undefined) {
    refuse(response, 404, 'There is no such page or file here.');
    return;
  }
  const type = mime.getType(found.file) ?? 'application/octet-stream';
  response.writeHead(200, {
    'Content-Type': type.startsWith('text/') ? `${type}; charset=utf-8` : type,
    'Content-Length': found.body.length,
    'Cache-Control': 'no-cache',
  });
  response.end(method === 'HEAD' ? undefined : found.body);
}

function pageServer(models: string, headers: Readonly<Record<string, string>>): Server {
  return createServer((request, response) => {
    response.setHeaders(new Map(Object.entries(headers)));
    void answer(request, response, models);
  });
}

await runCommand(async () => {
  const { values: flags } = parseArgs({
    options: {
      models: { type: 'string', default: 'models' },
      port: { type: 'string', default: '8788' },
    },
  });
  const port = wholeFlag('port', flags.port, 0, 65535);
  const models = userPath(flags.models);
  const [id, headers] = await Promise.all([defaultModel(models), readHeaders()]);
  const server = pageServer(models, headers);
  server.listen(port, HOST);
  await once(server, 'listening').catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'EADDRINUSE' ? 'another program listens on it' : cause.message;
    throw new UsageError(`--port: ${port} cannot be used: ${why}`);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  console.log(`${id} is on http://${HOST}:${bound} (Ctrl-C ends it)`);
});
