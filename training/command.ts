#!/usr/bin/env node
/** The command `dareka-train` of the package: one word for each command, which runs as its own file does. */
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Their files, in this folder and without their ending, and what they do. */
const COMMANDS: ReadonlyMap<string, readonly [file: string, does: string]> = new Map([
  ['train', ['train', 'trains a generator on pictures, or resumes a run']],
  ['report', ['report', 'writes a page about a run: curves, faces, film']],
  ['evaluate', ['evaluate', 'says how good the faces of a run or of a model are']],
  ['generate', ['generate', 'draws faces of a run or of a model into files']],
  ['project', ['project', 'finds the face of a model that is nearest to a picture']],
  [
    'make-digits',
    ['digits/make-digits', 'draws digits or kana as if by hand, to try a training with classes'],
  ],
  ['import-model', ['exchange/import-model', 'makes a run of a published model, to train it on']],
  ['publish', ['publish-model', 'makes a model of a run, in models/ of this folder']],
  ['serve', ['serve', 'serves a page with the models of this folder']],
]);

const HELP = `Trains a small image GAN on pictures of your own, and publishes it.

${Array.from(COMMANDS, ([word, [, does]]) => `    npx dareka-train ${word.padEnd(12)} ${does}`).join('\n')}

    npx dareka-train COMMAND --help says what a command takes; --version the version of this package.
Runs are kept in runs/ of this folder, published models in models/.`;

async function version(): Promise<string> {
  return JSON.parse(await readFile(join(import.meta.dirname, '..', 'package.json'), 'utf8')).version;
}

async function main(): Promise<void> {
  const [word, ...flags] = process.argv.slice(2);
  if (word === undefined || word === '--help' || word === 'help') {
    console.log(HELP);
    return;
  }
  if (word === '--version') {
    console.log(await version());
    return;
  }
  const command = COMMANDS.get(word);
  if (command === undefined) {
    const words = [...COMMANDS.keys()].join(', ');
    console.error(`dareka-train: there is no command ${JSON.stringify(word)}; write one of ${words}`);
    process.exitCode = 1;
    return;
  }
  // Paths are those of the folder that it is called in, also where a script of that folder's package calls it.
  delete process.env.INIT_CWD;
  const [file] = command;
  const script = join(import.meta.dirname, file + extname(import.meta.filename));
  process.argv = [process.execPath, script, ...flags];
  await import(pathToFileURL(script).href);
}

await main();
