/** Share codes that are refused, and why. */
import { toBase64url } from '../../latent/code/base64url.ts';
import { encodeFace } from '../../latent/code/code.ts';
import { crc16 } from '../../latent/code/crc16.ts';
import { latentFace, seedFace } from '../../latent/face.ts';
import { publishedFixture } from './fixture-models.ts';

const { models } = await publishedFixture();
const { tag } = models[0].manifest;

/** A code with a right checksum over any bytes. */
function sealed(...bytes: number[]): string {
  const checksum = crc16(Uint8Array.from(bytes));
  return toBase64url(Uint8Array.from([...bytes, checksum >> 8, checksum & 0xff]));
}

const tagBytes = [0, 2, 4].map((at) => Number.parseInt(tag.slice(at, at + 2), 16));
const good = encodeFace(seedFace(tag, 42));

/** What is wrong with a code, the code, and the status and name of its problem. */
export const REFUSED_CODES = [
  ['a changed character', good.replace(/.$/, good.endsWith('0') ? 'g' : '0'), 400, 'damaged-code'],
  ['a missing end', good.slice(0, 6), 400, 'damaged-code'],
  ['a character of no alphabet', `${good.slice(0, -1)}!`, 400, 'damaged-code'],
  ['a later version', sealed(0x20, ...tagBytes, 1), 400, 'unsupported-code'],
  ['a later kind', sealed(0x1f, ...tagBytes, 1), 400, 'unsupported-code'],
  ['another model', encodeFace(seedFace('ffffff', 42)), 404, 'unknown-model'],
  ['a direction too many', encodeFace(seedFace(tag, 1, [{ direction: 2, amount: 1 }])), 400, 'unfit-code'],
  ['a z of another size', encodeFace(latentFace(tag, new Float32Array(9))), 400, 'unfit-code'],
  ['no end', 'A'.repeat(5000), 400, 'invalid-request'],
] as const;
