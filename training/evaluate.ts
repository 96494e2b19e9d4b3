/**
 * Evaluates a generator's faces by the protocol of `evaluate/protocol.ts`, beside real portraits against real ones.
 *
 *     npm run evaluate -- --model models/ID|runs/NAME [--data DIR] [--samples 10000] [--draws 3] [--protocol faces-3]
 *         [--json] [--write]
 *
 * A run knows the data that it was trained on; with a model, write --data. Without --samples there are 10,000, or as many as
 * the portraits allow.
 * For a run, the EMA generator of its best checkpoint is used, or of its last where its learning rates have decayed to zero.
 * Pictures without faces are measured by the protocol pictures-1. Of a conditional generator, a network that learns the classes from the data
 * reads how often it draws what it is asked for; of a run, the report then shows that.
 * Values with fewer samples, or of another protocol, are only comparable with each other.
 * With --write, for a published model whose card has no such measures, they are stored beside its folder: as models/ID.evaluation.json, which
 * the page shows, and as models/ID.evaluation.md.
 */
import { parseArgs } from 'node:util';
import { choiceFlag, runCommand, UsageError, userPath, wholeFlag } from './command-line.ts';
import { chooseProtocol, expectMeasurableSide } from './evaluate/choose-protocol.ts';
import { measureClasses } from './evaluate/classes/class-measures.ts';
import { classTable } from './evaluate/classes/class-table.ts';
import { evaluate } from './evaluate/evaluate.ts';
import { classChoice } from './evaluate/learned-pictures.ts';
import { DRAWS, PICTURE_PROTOCOL, PROTOCOL_NAMES } from './evaluate/protocol.ts';
import { chooseSamples, FEWEST_SAMPLES } from './evaluate/samples.ts';
import { openTestedGenerator } from './evaluate/tested-generator.ts';
import { unmeasuredModel, writeEvaluation } from './publish/later-evaluation.ts';
import { saveClassReadings } from './run/class-readings.ts';
import { recordedData } from './run/run-data.ts';
import { cacheFolder } from './run/run-folder.ts';

await runCommand(async () => {
  const { values: flags } = parseArgs({
    options: {
      model: { type: 'string' },
      data: { type: 'string' },
      samples: { type: 'string' },
      draws: { type: 'string', default: String(DRAWS) },
      protocol: { type: 'string' },
      json: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  });
  if (!flags.model) {
    throw new UsageError('write --model with a published model or a run: models/ID, runs/NAME');
  }
  const folder = userPath(flags.model);
  const published = flags.write ? await unmeasuredModel(folder) : undefined;
  const data = flags.data === undefined ? await recordedData(folder) : userPath(flags.data);
  const asked = flags.samples === undefined ? undefined : wholeFlag('samples', flags.samples, FEWEST_SAMPLES);
  const draws = wholeFlag('draws', flags.draws, 1, 100);

  const chosen =
    flags.protocol === undefined ? undefined : choiceFlag('protocol', flags.protocol, PROTOCOL_NAMES);

  const generator = await openTestedGenerator(folder);
  if (data === undefined) {
    throw new UsageError('write --data with the portraits that the generator was trained on');
  }
  const tell = (message: string): void => console.error(message);
  const cache = cacheFolder();
  const protocol = chosen ?? (await chooseProtocol(generator, { data, cache, tell }));
  expectMeasurableSide(generator.resolution, protocol, `write --protocol ${PICTURE_PROTOCOL}`);
  const samples = await chooseSamples(data, {
    asked,
    protocol,
    classes: classChoice(generator),
    cache,
    tell,
  });
  const names = generator.condition?.classes;
  // First, since it is the shorter one, and the data may have too few pictures of a class.
  const classes = names && { names, ...(await measureClasses(generator, names, { data, cache, tell })) };
  const evaluation = await evaluate(generator, { data, samples, draws, cache, protocol, tell });
  await generator.release();
  if (classes && generator.step !== undefined) {
    await saveClassReadings(folder, { step: generator.step, ...classes, names: [...classes.names] });
  }
  if (published) {
    await writeEvaluation(
      folder,
      published,
      evaluation,
      asked === undefined ? undefined : `--samples ${asked}`,
    );
  }
  if (flags.json) {
    console.log(JSON.stringify({ model: generator.name, ...evaluation, draws, classes }, null, 2));
    return;
  }
  console.log(`${generator.name}, ${evaluation.protocol}: ${draws} draws of ${samples} faces`);
  for (const { name, value, error, reference, better } of evaluation.measures) {
    console.log(
      [
        name.padEnd(16),
        `${value}${error === undefined ? '' : ` ± ${error}`}`.padEnd(20),
        `real ${reference}`.padEnd(16),
        `${better} is better`,
      ].join(' '),
    );
  }
  if (evaluation.groups) {
    console.log('share of'.padEnd(30), 'faces'.padEnd(8), 'portraits');
  }
  for (const { name, portraits, faces } of evaluation.groups ?? []) {
    console.log(name.padEnd(30), String(faces).padEnd(8), portraits);
  }
  if (classes) {
    console.log(classTable(classes.names, classes));
  }
});
