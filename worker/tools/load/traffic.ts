/** Requests of visitors, of sites that embed faces, of link previews and of attackers, in some proportion. */
import { encodeFace } from '../../../latent/code/code.ts';
import { latentFace, seedFace } from '../../../latent/face.ts';
import type { Manifest } from '../../../latent/model/manifest.ts';
import { type RandomInt, randomStep } from '../../../latent/testing/random-faces.ts';

export type TrafficRequest = {
  /** The row of the table that it counts in. */
  readonly route: string;
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The statuses that are right. */
  readonly expected: readonly number[];
};

/** How many faces are requested again and again; all others are requested once. */
const POPULAR = 300;
const HOSTILE = ['%00', '..%2f..%2fetc', '%3Cscript%3E', 'AAAA', 'A'.repeat(3000), '%E0%A4%A', "';--"];

function get(route: string, path: string, expected: readonly number[] = [200]): TrafficRequest {
  return {
    route,
    method: 'GET',
    path,
    expected,
  };
}

/** @returns a function that gives the next request; the same requests for the same seed of `random` */
export function trafficOf(
  site: string,
  { id, tag, latentSize }: Manifest,
  random: RandomInt,
): () => TrafficRequest {
  const popular = Array.from({ length: POPULAR }, (_, seed) => encodeFace(seedFace(tag, seed)));
  const known = () => popular[random(POPULAR)] ?? '';
  let next = 2 ** 32;
  const fresh = () => encodeFace(seedFace(tag, next++));
  const latent = () =>
    encodeFace(
      latentFace(
        tag,
        Float32Array.from({ length: latentSize }, () => randomStep(random) / 4),
      ),
    );
  const post = (body: string, expected: readonly number[]): TrafficRequest => ({
    route: 'POST /api/links',
    method: 'POST',
    path: '/api/links',
    headers: { 'Content-Type': 'application/json' },
    body,
    expected,
  });
  const hostile = () => HOSTILE[random(HOSTILE.length)] ?? '';
  const mix: readonly (readonly [share: number, make: () => TrafficRequest])[] = [
    [20, () => get('/f/CODE.png, known', `/f/${known()}.png?size=${[64, 128, 256][random(3)]}`, [200, 429])],
    [2, () => get('/f/CODE.png, new', `/f/${random(4) === 0 ? latent() : fresh()}.png`, [200, 429])],
    [3, () => get('/f/CODE/card.png', `/f/${popular[random(20)]}/card.png`, [200, 429])],
    [15, () => get('/f/CODE', `/f/${known()}`)],
    [10, () => get('/api/seed', `/api/seed?n=${1 + random(100)}`)],
    [10, () => get('/api/faces/CODE', `/api/faces/${random(2) ? fresh() : latent()}`)],
    [
      5,
      () =>
        get(
          '/oembed',
          `/oembed?url=${encodeURIComponent(`${site}/f/${known()}`)}&maxwidth=${64 + random(900)}`,
        ),
    ],
    [5, () => get('/embed/CODE', `/embed/${known()}`)],
    [5, () => get('/api/models', '/api/models')],
    [5, () => get('/api/models/ID', `/api/models/${id}`)],
    [
      6,
      () => ({
        ...get('/models/ID/FILE, range', `/models/${id}/generator.onnx`, [206]),
        headers: { Range: `bytes=${random(1000)}-${2000 + random(9000)}` },
      }),
    ],
    [2, () => get('/', '/')],
    [3, () => post(JSON.stringify({ code: fresh() }), [200, 201, 429])],
    [1, () => post(['{', '[]', '{"code":7}', ' '.repeat(9000)][random(4)] ?? '', [400, 413])],
    [2, () => get('/s/ID, unknown', `/s/${hostile()}`, [301, 404])],
    [3, () => get('/f/CODE, damaged', `/f/${hostile()}`, [301, 400, 404])],
    [2, () => get('/f/CODE.png, damaged', `/f/${hostile()}.png?size=${random(9999)}`, [400, 404])],
    [1, () => ({ ...get('wrong method', `/f/${known()}`, [405]), method: 'DELETE' })],
  ];
  const total = mix.reduce((sum, [share]) => sum + share, 0);
  return () => {
    let left = random(total);
    for (const [share, make] of mix) {
      if (left < share) {
        return make();
      }
      left -= share;
    }
    return get('/', '/');
  };
}
