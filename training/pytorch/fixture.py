"""Three steps of a small face recipe, for `npm run parity`: our graph is compared with this program's PyTorch.

    python3 training/pytorch/fixture.py training/fixtures/skip-step
"""
import json
import sys
from pathlib import Path

import torch

from networks import generate
from run_folder import write_safetensors
from step import State, check_recipe, take_step

SEED, STEPS, PROBES, DEVIATION = 1, 3, 4, 0.1
RECIPE = {
    'network': 'skip', 'resolution': 32, 'latentSize': 8, 'generatorWidth': 4, 'discriminatorWidth': 4, 'channelLimit': 8,
    'discriminatorNorm': 'none', 'discriminatorResidual': 16, 'minibatchDeviation': True, 'loss': 'relativistic', 'batch': 4,
    'generatorRate': 1e-3, 'generatorWaits': 1, 'discriminatorRate': 1e-3, 'beta1': 0.0, 'beta2': 0.99, 'r1Weight': 0.5, 'r2Weight': 0.25, 'penaltyEvery': 2,
    'labelWeight': 0.5, 'labelCount': 2, 'emaDecay': 0.9, 'emaWarmUp': False,
}
# What our recipes have where they say nothing.
DEFAULTS = {
    'channels': 3, 'generatorNorm': 'batch', 'condition': 'none', 'spectralNorm': False, 'gpWeight': 0, 'discriminatorSteps': 1, 'decaySteps': 0,
    'augmentColour': False, 'augmentTranslation': False, 'augmentCutout': False,
}


def weights():
    """Names and shapes as `generatorParameters` and `discriminatorParameters` have them; all of them random, biases too."""
    shapes = {'G.0.weight': (8, 8, 4, 4), 'G.3.weight': (8, 8, 4, 4), 'G.6.weight': (8, 4, 4, 4)}
    for layer, channels in ((1, 8), (4, 8), (7, 4)):
        for name in ('weight', 'bias', 'running_mean', 'running_var'):
            shapes[f'G.{layer}.{name}'] = (channels,)
    for side, channels in ((16, 8), (32, 4)):
        shapes.update({f'G.picture{side}.weight': (channels, 3, 4, 4), f'G.picture{side}.bias': (3,)})
    for name, given, made in (('D.0', 3, 4), ('D.2', 4, 8), ('D.5', 8, 8), ('D.8', 9, 1), ('D.labels', 9, 2)):
        shapes.update({f'{name}.weight': (made, given, 4, 4), f'{name}.bias': (made,)})
    shapes.update({'D.picture16.weight': (8, 3, 4, 4), 'D.picture8.weight': (8, 3, 4, 4)})
    for side, channels in ((16, 4), (8, 8)):
        for part in ('a', 'b'):
            shapes.update({f'D.residual{side}.{part}.weight': (channels, channels, 3, 3), f'D.residual{side}.{part}.bias': (channels,)})
    is_scale = lambda name: name.endswith('.running_var') or name in ('G.1.weight', 'G.4.weight', 'G.7.weight')
    return {name: (1 if is_scale(name) else 0) + DEVIATION * torch.randn(shape) for name, shape in shapes.items()}


def main(folder):
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    recipe = {**DEFAULTS, **RECIPE}
    check_recipe(recipe)
    initial, side, labels = weights(), recipe['resolution'], recipe['labelCount']
    given = {
        'real': torch.tanh(torch.randn(STEPS, recipe['batch'], 3, side, side)),
        'z': torch.randn(STEPS, recipe['batch'], recipe['latentSize']),
        'labels_real': torch.randn(STEPS, recipe['batch'], labels),
        'probe_z': torch.randn(PROBES, recipe['latentSize']),
    }
    write_safetensors(folder / 'input.safetensors', {**initial, **given})

    state, steps, first = State(initial, 'cpu'), [], {}
    for i in range(STEPS):
        z = given['z'][i]
        # The labels that z asks for are its own first numbers.
        metrics, gradients = take_step(state, recipe, i, given['real'][i], given['labels_real'][i], z, z[:, :labels], torch.float32)
        steps.append(metrics)
        first = first or {f'{name}.grad': gradient for name, gradient in gradients.items()}
    with torch.no_grad():
        image = generate(state.generator, state.statistics, given['probe_z'], training=False)
    after = {name: tensor for name, tensor in state.tensors().items() if not name.startswith('adam.')}
    write_safetensors(folder / 'expected.safetensors', {**after, **first, 'probe_image': image})
    (folder / 'expected.json').write_text(json.dumps({'recipe': RECIPE, 'steps': steps}, indent=2) + '\n')


if __name__ == '__main__':
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    main(folder)
