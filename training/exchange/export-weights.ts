/**
 * Exports a run's generator or discriminator for PyTorch's DCGAN tutorial: safetensors with the names of its state dict.
 *
 *     npm run export-weights -- --run first-64 [--ema] [--network G|D] --out netG.safetensors
 *
 * and in Python
 *
 *     netG.load_state_dict(safetensors.torch.load_file('netG.safetensors'))
 */
import { parseArgs } from 'node:util';
import { writeAtomic } from '../../files/write-atomic.ts';
import { discriminatorParameters } from '../../gan/networks/discriminator-parameters.ts';
import { generatorParameters } from '../../gan/networks/generator.ts';
import type { Recipe } from '../../gan/recipe.ts';
import { toStateDict } from '../../gan/state-dict/state-dict.ts';
import type { Network } from '../../gan/state-dict/tensor-names.ts';
import { encodeSafetensors } from '../../graph/safetensors.ts';
import type { Values } from '../../graph/tensor.ts';
import { choiceFlag, runCommand, UsageError, userPath } from '../command-line.ts';
import { drawnGenerator } from '../publish/storage/calibrate.ts';
import { expectTrainedNetworks } from '../run/run.ts';
import { recordedFrequencies } from '../run/run-data.ts';
import { runFolder } from '../run/run-folder.ts';

/** Batches per step that a network's batch norm sees in the tutorial: one in G; real, fake and fake again in D. */
const BATCHES_A_STEP = { G: 1, D: 3 } as const;

/** A network's weights and statistics, in the order of its layers. */
function weightsOf(network: Network, recipe: Recipe, state: Values): Values {
  const parameters = network === 'G' ? generatorParameters(recipe) : discriminatorParameters(recipe);
  return Object.fromEntries(
    parameters.map(({ name }) => {
      const value = state[name];
      if (!value) {
        throw new Error(`the checkpoint has no ${name}`);
      }
      return [name, value];
    }),
  );
}

await runCommand(async () => {
  const { values: flags } = parseArgs({
    options: {
      run: { type: 'string' },
      ema: { type: 'boolean', default: false },
      network: { type: 'string', default: 'G' },
      out: { type: 'string' },
    },
  });
  if (!flags.run) {
    throw new UsageError('write --run NAME, a folder of runs/');
  }
  if (!flags.out) {
    throw new UsageError('write --out FILE, the safetensors file to write');
  }
  const network = choiceFlag<Network>('network', flags.network, ['G', 'D']);
  if (flags.ema && network === 'D') {
    throw new UsageError('--ema: only the generator has a moving average');
  }

  const folder = runFolder(flags.run);
  const { recipe, ...checkpoint } = await expectTrainedNetworks(folder);
  const { state, steps } = checkpoint;
  if (recipe.network !== 'dcgan') {
    throw new Error(`${folder} trains the network ${recipe.network}; the tutorial has only "dcgan"`);
  }
  // The averaged weights have no running statistics of their own; they are measured, as for publishing.
  const weights = flags.ema
    ? await drawnGenerator(recipe, checkpoint, await recordedFrequencies(folder, recipe))
    : weightsOf(network, recipe, state);
  const tensors = toStateDict(weights, network, BATCHES_A_STEP[network] * steps);
  const out = userPath(flags.out);
  await writeAtomic(out, ...encodeSafetensors(tensors, { format: 'pt' }));
  console.log(`${out}: ${Object.keys(tensors).length} tensors of net${network} after ${steps} steps`);
});
