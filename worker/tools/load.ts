/**
 * `npm run load [-- --requests 100000 --connections 32 --codes 1000000 --avatars 10000]` tests the built site, served by workerd on
 * loopback, under load and abuse. It fails if an answer has a status that is wrong for its request, if a picture that
 * many request at once is drawn more than a few times, or if more damaged codes are accepted than their checksum allows.
 */
import { Agent, request } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { encodeFace } from '../../latent/code/code.ts';
import { seedFace } from '../../latent/face.ts';
import { parseManifest, parseModelIndex } from '../../latent/model/manifest.ts';
import { seededRandom } from '../../latent/testing/random-faces.ts';
import { avatarPath } from './load/avatars.ts';
import { countAcceptedCodes } from './load/damaged-codes.ts';
import { type TrafficRequest, trafficOf } from './load/traffic.ts';
import { startServer } from './serve.ts';

/** How many requests ask for one new picture at once. */
const STAMPEDE = 200;
/** How often a picture may be drawn for a stampede: once in each isolate. workerd has one. */
const MAX_DRAWINGS = 3;

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '100000' },
    connections: { type: 'string', default: '32' },
    codes: { type: 'string', default: '1000000' },
    avatars: { type: 'string', default: '10000' },
  },
});

type Answer = { readonly status: number; readonly cache: string; readonly ms: number };

const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });

function send(
  site: string,
  { method, path, headers, body }: TrafficRequest,
  address: string,
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const started = performance.now();
  const outgoing = request(
    site + path,
    { method, agent, headers: { ...headers, 'CF-Connecting-IP': address } },
    (response) => {
      response.resume();
      response.on('error', reject);
      response.on('end', () => {
        const { statusCode = 0, headers: answered } = response;
        resolve({
          status: statusCode,
          cache: String(answered['cache-status'] ?? ''),
          ms: performance.now() - started,
        });
      });
    },
  );
  outgoing.on('error', reject);
  outgoing.end(body);
  return promise;
}

/** The results of a route. */
type Row = { readonly times: number[]; readonly statuses: Map<number, number>; wrong: number };

function emptyRow(): Row {
  return { times: [], statuses: new Map(), wrong: 0 };
}

function quantile(sorted: readonly number[], share: number): string {
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
}

function print(rows: ReadonlyMap<string, Row>): void {
  console.log('| route | requests | statuses | median ms | p99 ms |\n| --- | --- | --- | --- | --- |');
  for (const [route, { times, statuses }] of [...rows].sort()) {
    const sorted = times.toSorted((a, b) => a - b);
    const counts = Array.from(statuses, ([status, count]) => `${status}: ${count}`).join(', ');
    console.log(
      `| ${route} | ${times.length} | ${counts} | ${quantile(sorted, 0.5)} | ${quantile(sorted, 0.99)} |`,
    );
  }
}

/** @returns how many of the requests were answered wrongly */
async function sendTraffic(
  site: string,
  next: () => TrafficRequest,
  requests: number,
  connections: number,
): Promise<number> {
  const rows = new Map<string, Row>();
  let sent = 0;
  async function visit(number: number): Promise<void> {
    while (sent < requests) {
      sent++;
      const traffic = next();
      const row = rows.get(traffic.route) ?? emptyRow();
      rows.set(traffic.route, row);
      const { status, ms } = await send(site, traffic, `198.18.${number}.${sent % 250}`);
      row.times.push(ms);
      row.statuses.set(status, (row.statuses.get(status) ?? 0) + 1);
      if (!traffic.expected.includes(status)) {
        row.wrong++;
        console.error(`${traffic.method} ${traffic.path.slice(0, 100)} answered ${status}`);
      }
    }
  }
  const started = performance.now();
  await Promise.all(Array.from({ length: connections }, (_, i) => visit(i)));
  const seconds = (performance.now() - started) / 1000;
  print(rows);
  console.log(`${requests} requests in ${seconds.toFixed(0)} s, ${(requests / seconds).toFixed(0)} a second`);
  return Array.from(rows.values()).reduce((sum, { wrong }) => sum + wrong, 0);
}

/** @returns how many answers were wrong, one more where the picture was drawn too often */
async function stampede(site: string, tag: string): Promise<number> {
  const path = `/f/${encodeFace(seedFace(tag, 2 ** 50))}.png?size=512`;
  const traffic: TrafficRequest = { route: '', method: 'GET', path, expected: [200] };
  const answers = await Promise.all(
    Array.from({ length: STAMPEDE }, () => send(site, traffic, '198.19.0.1')),
  );
  const drawn = answers.filter(({ cache }) => cache.endsWith('stored')).length;
  const failed = answers.filter(({ status }) => status !== 200).length;
  console.log(
    `${STAMPEDE} requests at once for one new picture: drawn ${drawn} times, ${failed} answers other than 200`,
  );
  return failed + (drawn > MAX_DRAWINGS ? 1 : 0);
}

/** In milliseconds: how long a client waits after a 429 before it asks again. */
const RETRY_MS = 5000;

/**
 * Asks for the avatars of distinct names, as fast as the limit on new pictures allows.
 *
 * @returns how many answers were neither a picture nor a refusal by the limit
 */
async function sendAvatars(site: string, names: number, connections: number): Promise<number> {
  const random = seededRandom(2);
  const row = emptyRow();
  let sent = 0;
  async function visit(number: number): Promise<void> {
    while (sent < names) {
      const path = avatarPath(sent++, random);
      for (;;) {
        const traffic: TrafficRequest = { route: '', method: 'GET', path, expected: [200, 429] };
        const { status, ms } = await send(site, traffic, `198.20.${number}.${sent % 250}`);
        row.statuses.set(status, (row.statuses.get(status) ?? 0) + 1);
        if (status === 200) {
          row.times.push(ms);
        }
        if (status !== 429) {
          row.wrong += status === 200 ? 0 : 1;
          break;
        }
        await setTimeout(RETRY_MS);
      }
    }
  }
  await Promise.all(Array.from({ length: connections }, (_, i) => visit(i)));
  print(new Map([['/a/NAME.png, new', row]]));
  return row.wrong;
}

async function fetchJson(url: string): Promise<unknown> {
  return (await fetch(url)).json();
}

const codes = countAcceptedCodes(Number(values.codes), 1);
console.log(
  `${codes.tried} random and damaged codes: ${codes.accepted} accepted, at most ${codes.maxByChance} by chance`,
);

const { url, stop } = await startServer();
try {
  const index = parseModelIndex(await fetchJson(`${url}/models/index.json`));
  const manifest = parseManifest(await fetchJson(`${url}/models/${index.default}/manifest.json`));
  const wrong =
    (await stampede(url, manifest.tag)) +
    (await sendAvatars(url, Number(values.avatars), Number(values.connections))) +
    (await sendTraffic(
      url,
      trafficOf(url, manifest, seededRandom(1)),
      Number(values.requests),
      Number(values.connections),
    ));
  if (wrong > 0 || codes.accepted > codes.maxByChance) {
    console.error(`${wrong} answers were wrong`);
    process.exitCode = 1;
  }
} finally {
  agent.destroy();
  await stop();
}
