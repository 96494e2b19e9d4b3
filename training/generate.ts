/**
 * Draws faces of a published model or of a run into files.
 *
 *     npm run generate -- --model models/ID|runs/NAME --seeds 1-100 [--name alice …] [--psi 0.8]
 *                         --out FOLDER|FILE.png [--columns 10]
 *     npm run generate -- --model models/ID|runs/NAME --walk alice 7 … [--frames 60] [--psi 0.8] --out FILE.gif|FILE.webp
 *
 * --class 7, or --class 3,7, or --class all asks a conditional model for these classes: the sheet has a row of each, whose columns share seeds. A walk from
 * one class to the next holds z: --walk alice --class 3,7.
 * A folder gets a PNG for each face, FILE.png has all of them. A walk leads through the faces of names and seeds. --psi is the
 * truncation, by default the model's; at that, a published model's faces are those of the site, and their share codes are printed.
 */
import { parseArgs } from 'node:util';
import { numberFlag, runCommand, UsageError, userPath, wholeFlag } from './command-line.ts';
import { openTestedGenerator, type TestedGenerator } from './evaluate/tested-generator.ts';
import {
  type AskedFace,
  facesOfClasses,
  facesOfNames,
  facesOfSeeds,
  facesOfWalk,
} from './generate/asked-faces.ts';
import { writeFaces, writeSheet, writeWalk } from './generate/pictures.ts';

const MAX_FRAMES = 600;
const MAX_PSI = 2;
const MAX_COLUMNS = 512;

type Write = (generator: TestedGenerator, psi: number) => Promise<void>;

function walkWriter(
  points: readonly string[],
  classes: string | undefined,
  frames: number,
  out: string,
): Write {
  const faces = facesOfWalk(points, classes);
  const [, ending] = /\.(gif|webp)$/i.exec(out) ?? [];
  if (ending === undefined) {
    throw new UsageError(`--out: a walk is a FILE.gif or a FILE.webp, not ${out}`);
  }
  const format = ending.toLowerCase() === 'gif' ? 'gif' : 'webp';
  return (generator, psi) =>
    writeWalk(generator, ofClasses(faces, classes, generator), psi, { path: userPath(out), frames, format });
}

/** The faces in each of the classes that are asked for. */
function ofClasses(
  faces: readonly AskedFace[],
  classes: string | undefined,
  generator: TestedGenerator,
): readonly AskedFace[] {
  return classes === undefined ? faces : facesOfClasses(faces, classes, generator);
}

function facesWriter(
  faces: readonly AskedFace[],
  classes: string | undefined,
  columns: number | undefined,
  out: string,
): Write {
  if (faces.length === 0) {
    throw new UsageError('write --seeds 1-100, --name NAME or --walk A B');
  }
  if (/\.(gif|webp|jpe?g)$/i.test(out)) {
    throw new UsageError(`--out: faces are PNG files: write FILE.png or a folder, not ${out}`);
  }
  const path = userPath(out);
  return /\.png$/i.test(out)
    ? (generator, psi) => {
        const all = ofClasses(faces, classes, generator);
        const rows = all.length > faces.length ? faces.length : undefined;
        return writeSheet(generator, all, psi, { path, columns: columns ?? rows });
      }
    : (generator, psi) => writeFaces(generator, ofClasses(faces, classes, generator), psi, path);
}

await runCommand(async () => {
  const { values: flags, positionals: points } = parseArgs({
    allowPositionals: true,
    options: {
      model: { type: 'string' },
      seeds: { type: 'string' },
      name: { type: 'string', multiple: true, default: [] },
      walk: { type: 'boolean', default: false },
      class: { type: 'string' },
      frames: { type: 'string', default: '60' },
      psi: { type: 'string' },
      out: { type: 'string' },
      columns: { type: 'string' },
    },
  });
  if (!flags.model) {
    throw new UsageError('write --model with a published model or a run: models/ID, runs/NAME');
  }
  if (!flags.out) {
    throw new UsageError('write --out with a folder, or a file: FILE.png, FILE.gif for a walk');
  }
  if (!flags.walk && points.length > 0) {
    throw new UsageError(
      `write --name ${points[0]} or --walk ${points.join(' ')}, not ${points.join(' ')} alone`,
    );
  }
  if (flags.walk && (flags.seeds !== undefined || flags.name.length > 0)) {
    throw new UsageError('--walk: write its seeds and names after it, without --seeds and --name');
  }
  const asked = flags.psi === undefined ? undefined : numberFlag('psi', flags.psi, 0, MAX_PSI);
  const frames = wholeFlag('frames', flags.frames, 2, MAX_FRAMES);
  const columns =
    flags.columns === undefined ? undefined : wholeFlag('columns', flags.columns, 1, MAX_COLUMNS);
  const write = flags.walk
    ? walkWriter(points, flags.class, frames, flags.out)
    : facesWriter(
        [...(flags.seeds === undefined ? [] : facesOfSeeds(flags.seeds)), ...facesOfNames(flags.name)],
        flags.class,
        columns,
        flags.out,
      );

  const generator = await openTestedGenerator(userPath(flags.model));
  try {
    await write(generator, asked ?? generator.truncation);
  } finally {
    await generator.release();
  }
});
