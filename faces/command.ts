#!/usr/bin/env node
/** The command `dareka`. */
import { readFile } from 'node:fs/promises';
import { modelOption, parseCommand } from './arguments.ts';
import { classes, traits } from './index.ts';
import { drawFaces } from './write-pictures.ts';

const HELP = `Draws faces of people who do not exist, into PNG files.

    npx dareka NAME …                 the face of each name, always the same one
    npx dareka --seeds 1-100          the faces of these seeds; also a single one, or 1,5,9
    npx dareka --code CODE            the face of a link

    --age old --glasses yes …         traits: a word, or a number from -1 to 1; --traits lists them
    --model FOLDER --class 7          by another published model, and of a class where it is conditional; --classes lists them
    --size 256                        width in pixels, 16 to 512, by default 128
    --out FILE.png | FOLDER | -       where to; by default a file in this folder for each face, - is the standard output
    --sheet                           all faces in one picture
    --traits, --classes, --version, --help`;

async function main(): Promise<void> {
  const words = process.argv.slice(2);
  const of = { model: modelOption(words) };
  const command = parseCommand(words, traits(of));
  switch (command.kind) {
    case 'help':
      console.log(HELP);
      break;
    case 'version':
      console.log(JSON.parse(await readFile(new URL('./package.json', import.meta.url), 'utf8')).version);
      break;
    case 'traits':
      for (const { name, words } of traits(of)) {
        console.log(`--${name.padEnd(12)} ${words.join(', ')}, or a number from -1 to 1`);
      }
      break;
    case 'classes':
      console.log(classes(of).join('\n') || 'the model has no classes');
      break;
    case 'draw':
      await drawFaces(command);
      break;
  }
}

await main().catch((error: Error) => {
  console.error(`dareka: ${error.message}`);
  process.exitCode = 1;
});
