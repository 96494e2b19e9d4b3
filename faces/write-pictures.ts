/** Draws the faces of a command and writes their files. */
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileNameOf } from '../files/file-name.ts';
import { writeAtomic, writeError } from '../files/write-atomic.ts';
import { AVATAR_SIZE } from '../picture/face-sizes.ts';
import { markPicture } from '../picture/mark.ts';
import { encodePng } from '../picture/png.ts';
import { tileRgba } from '../picture/tile.ts';
import { CommandError, type DrawCommand } from './arguments.ts';
import { CodeError, face, faceOfCode, faceOfSeed, modelId } from './index.ts';
import type { DrawnFace } from './types.ts';

/** In pixels along an edge. */
const MAX_SHEET = 8192;

type Wanted = { readonly label: string; readonly drawn: DrawnFace };

function* wantedFaces({ names, seeds, codes, traits, model }: DrawCommand): Generator<Wanted> {
  const asked = { ...traits, model };
  for (const name of names) {
    yield { label: name.trim(), drawn: face(name, asked) };
  }
  for (const seed of seeds) {
    yield { label: String(seed), drawn: faceOfSeed(seed, asked) };
  }
  for (const code of codes) {
    yield { label: code, drawn: faceBehind(code, model) };
  }
}

/** @throws CommandError where the code is damaged or of another model */
function faceBehind(code: string, model: string | undefined): DrawnFace {
  try {
    return faceOfCode(code, { model });
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const reason = cause instanceof CodeError ? `it has a fault at ${message}` : message;
    throw new CommandError(`--code ${code}: ${reason}`, { cause });
  }
}

function fileName({ label, drawn: { code } }: Wanted): string {
  return `${fileNameOf(label, code)}.png`;
}

function sheetOf(faces: readonly Wanted[], { size, model }: DrawCommand): Uint8Array<ArrayBuffer> {
  const columns = Math.ceil(Math.sqrt(faces.length));
  const rows = Math.ceil(faces.length / columns);
  const side = size ?? AVATAR_SIZE;
  if (columns * side > MAX_SHEET) {
    throw new CommandError(
      `--sheet: ${faces.length} faces of ${side} pixels make a picture ${columns * side} pixels wide, and ${MAX_SHEET} is the most`,
    );
  }
  const pictures = faces.map(({ drawn }) => drawn.pixels(side));
  // Places that are left over stay transparent.
  const blank = new Uint8ClampedArray(4 * side * side);
  const places = Array.from({ length: columns * rows }, (_, i) => pictures[i]?.data ?? blank);
  const data = tileRgba(places, side, columns);
  return markPicture(encodePng({ width: columns * side, height: rows * side, data }), {
    model: modelId({ model }),
  });
}

async function write(path: string, bytes: Uint8Array<ArrayBuffer>, text: string): Promise<void> {
  await writeAtomic(path, bytes);
  console.log(`${path}  ${text}`);
}

/**
 * Writes the files that the command asks for, and prints the name of each with its share code.
 *
 * @throws CommandError or RangeError for what cannot be drawn, before anything is written; Error that names a file
 *   which cannot be written
 */
export async function drawFaces(command: DrawCommand): Promise<void> {
  const { out, sheet, size } = command;
  const faces = [...wantedFaces(command)];
  const [first] = faces;
  if (first === undefined) {
    return;
  }
  const single = sheet || faces.length === 1;
  const toFile = out === '-' || out?.toLowerCase().endsWith('.png');
  if (toFile && !single) {
    throw new CommandError(
      `--out: ${faces.length} pictures do not fit into ${out}; name a folder, or make a --sheet of them`,
    );
  }
  const names = new Map(faces.map((each) => [fileName(each), each.drawn.code]));
  const lost = faces.find((each) => names.get(fileName(each)) !== each.drawn.code);
  if (!sheet && lost !== undefined) {
    throw new CommandError(`two different faces would be the file ${fileName(lost)}: draw them in two calls`);
  }
  // What cannot be drawn is refused before anything is written.
  const picture = sheet ? sheetOf(faces, command) : first.drawn.png(size);
  if (out === '-') {
    process.stdout.write(picture);
    return;
  }
  if (out !== undefined) {
    await makeFolder(toFile ? dirname(out) : out);
  }
  const place = (name: string) => (toFile && out !== undefined ? out : join(out ?? '.', name));
  if (sheet) {
    await write(place('sheet.png'), picture, `${faces.length} faces`);
    return;
  }
  for (const each of faces) {
    const png = each === first ? picture : each.drawn.png(size);
    await write(place(fileName(each)), png, each.drawn.code);
  }
}

async function makeFolder(folder: string | undefined): Promise<void> {
  if (folder !== undefined) {
    await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
      throw writeError(folder, cause);
    });
  }
}
