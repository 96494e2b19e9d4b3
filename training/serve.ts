/**
 * Serves a page that draws the faces of the models in models/, to browsers on this machine, until Ctrl-C. New faces come from the default model.
 *
 *     npx dareka-train serve [--run NAME [--measure full|short|none]] [--models DIR] [--port 8788]
 *
 * With --run, that run is published first, unless it is already, and becomes the default model. It is described by about.toml in the folder
 * of its data, or as pictures that nobody has described; by default nothing is measured, which takes seconds in place of minutes.
 *
 * It is the page of a Dareka site without the server of one, so that some things are missing: pictures, cards and avatars by their
 * address, short links, training in the page, and models that only ONNX Runtime can draw.
 */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sirv from 'sirv';
import * as v from 'valibot';
import { readOptional } from '../files/read-optional.ts';
import { runCommand, UsageError, userPath, wholeFlag } from './command-line.ts';
import { measureLevelFlag } from './publish/measure.ts';
import { publishRun } from './publish/publish-run.ts';
import { modelIndexPath, readModelIndex } from './read/manifest.ts';
import { parseJson } from './read/parse.ts';
import { cacheFolder, runFolder } from './run/run-folder.ts';

const HOST = 'localhost';
/** The page and the headers of its files, which `build/pack.ts` puts into the package. */
const PAGE = join(import.meta.dirname, '..', 'page');
const HEADERS = join(import.meta.dirname, '..', 'page-headers.json');
/** The page finds out by itself which face a link shows. */
const FACE_LINK = /^\/f\/[^/.]+\/?(?=\?|$)/;
const MODELS = '/models';

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
  const index = await readModelIndex(models);
  if (index === undefined) {
    throw new UsageError(
      `there is no ${modelIndexPath(models)}; npx dareka-train serve --run NAME makes it of a run`,
    );
  }
  return index.default;
}

function pageServer(models: string, headers: Readonly<Record<string, string>>): Server {
  // Read anew at each request: a model may be published meanwhile, or the package updated.
  const options = { dev: true, etag: true };
  const page = sirv(PAGE, { ...options, extensions: ['html'] });
  const published = sirv(models, { ...options, extensions: [] });
  return createServer((request, response) => {
    const { method, url = '/' } = request;
    function refuse(status: number, why: string): void {
      response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${why}\n`);
    }
    response.setHeaders(new Map(Object.entries({ ...headers, 'Cache-Control': 'no-cache' })));
    if (method !== 'GET' && method !== 'HEAD') {
      refuse(405, 'Files can only be read here.');
      return;
    }
    const ofModels = url.startsWith(`${MODELS}/`);
    request.url = ofModels ? url.slice(MODELS.length) : url.replace(FACE_LINK, '/');
    (ofModels ? published : page)(request, response, () =>
      refuse(404, 'There is no such page or file here.'),
    );
  });
}

await runCommand(async () => {
  const { values: flags } = parseArgs({
    options: {
      run: { type: 'string' },
      measure: { type: 'string' },
      models: { type: 'string', default: 'models' },
      port: { type: 'string', default: '8788' },
    },
  });
  const port = wholeFlag('port', flags.port, 0, 65535);
  const level = measureLevelFlag(flags.measure ?? 'none');
  if (flags.measure !== undefined && flags.run === undefined) {
    throw new UsageError('--measure: write --run NAME, the run to publish and measure');
  }
  const models = userPath(flags.models);
  const headers = await readHeaders();
  if (flags.run !== undefined) {
    await publishRun(runFolder(flags.run), models, {
      level,
      cache: cacheFolder(),
      tell: (message) => console.error(message),
    });
  }
  const id = await defaultModel(models);
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
