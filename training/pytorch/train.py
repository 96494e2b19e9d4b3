"""Goes on with a run in PyTorch, in bfloat16: faster than `npm run train` on a GPU, and on a processor that multiplies such matrices.

    python3 training/pytorch/train.py --run runs/NAME --data EXPORTED [--data …] [--minutes 60] [--steps N] [--decay-from STEP]
        [--generator-rate R] [--discriminator-rate R] [--penalty R] [--device auto|cpu|cuda] [--threads N]

The run is one of `npm run train` or `npm run import-checkpoint`, the data are exported by `export-data.ts`. Rates and penalty are those of the
recipe where they are not given. With --decay-from both rates fall linearly from that step to zero at --steps.
"""
import argparse
import json
import math
import resource
import signal
import time
from pathlib import Path

import numpy
import torch

from networks import generate
from run_folder import (append_line, append_session, has_grid, lock, read_checkpoint, read_recipe, rewind_history, save_checkpoint,
                        save_grid)
from step import State, check_recipe, take_step

SAVE_SECONDS = 300
GRID_COLUMNS = 8
# An error of the labels above this is far from any that a training in balance has: D's residual blocks have blown up.
LARGEST_LABEL_ERROR = 3


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--run', type=Path, required=True)
    parser.add_argument('--data', type=Path, action='append', required=True)
    parser.add_argument('--minutes', type=float, default=60)
    parser.add_argument('--steps', type=int)
    parser.add_argument('--decay-from', type=int)
    parser.add_argument('--generator-rate', type=float)
    parser.add_argument('--discriminator-rate', type=float)
    parser.add_argument('--penalty', type=float, help='the weights of R1 and R2')
    parser.add_argument('--device', choices=['auto', 'cpu', 'cuda'], default='auto')
    parser.add_argument('--threads', type=int, default=0)
    flags = parser.parse_args()
    if flags.decay_from is not None and (flags.steps is None or flags.decay_from >= flags.steps):
        parser.error('--decay-from STEP wants a later step, --steps N, at which the rates are zero')
    return flags


class Portraits:
    """Exported portraits, in a new order for each epoch, mirrored at random, with the scores of their labels."""

    def __init__(self, folders, recipe, seed):
        self.sets, side = [], recipe['resolution']
        for folder in folders:
            about = json.loads((folder / 'data.json').read_text())
            if about['resolution'] != side or about['labelCount'] != recipe['labelCount']:
                raise SystemExit(f"{folder} has pictures of {about['resolution']} pixels with {about['labelCount']} labels; "
                                 f"the recipe wants {side} and {recipe['labelCount']}")
            pictures = numpy.memmap(folder / 'pictures.u8', numpy.uint8, 'r').reshape(-1, side, side, 3)
            scores = numpy.fromfile(folder / 'scores.f32', '<f4').reshape(len(pictures), 2, -1)
            self.sets.append((pictures, scores))
        self.mirrors = recipe['mirror']
        self.fixed = torch.from_numpy(numpy.fromfile(folders[0] / 'fixed.f32', '<f4').reshape(-1, recipe['latentSize']))
        asked = numpy.fromfile(folders[0] / 'asked.f32', '<f4').reshape(2, -1, recipe['labelCount'])
        self.asked_z, self.asked_scores = torch.from_numpy(asked[0]), torch.from_numpy(asked[1])
        self.random = numpy.random.default_rng(seed)
        self.generator = torch.Generator().manual_seed(seed)
        self.places = [(which, i) for which, (pictures, _) in enumerate(self.sets) for i in range(len(pictures))]
        self.order = self.endless()

    def endless(self):
        while True:
            yield from (self.places[i] for i in self.random.permutation(len(self.places)))

    def batch(self, count):
        """Pictures f32 [count, 3, side, side] in [−1, 1], and their scores [count, labels]."""
        pictures, scores = [], []
        for _ in range(count):
            which, i = next(self.order)
            is_mirrored = self.random.integers(2) if self.mirrors else 0
            picture = self.sets[which][0][i]
            pictures.append(picture[:, ::-1] if is_mirrored else picture)
            scores.append(self.sets[which][1][i, is_mirrored])
        return torch.from_numpy(numpy.stack(pictures)).permute(0, 3, 1, 2).float() / 127.5 - 1, torch.from_numpy(numpy.stack(scores))

    def latents(self, count, size):
        """Latents [count, size], whose first numbers ask for labels, and the scores that they ask for."""
        picked = torch.randint(len(self.asked_z), (count,), generator=self.generator)
        z = torch.randn(count, size, generator=self.generator)
        z[:, :self.asked_z.shape[1]] = self.asked_z[picked]
        return z, self.asked_scores[picked]


class Schedule:
    """The recipe of a step: with the rates and the penalty of the command line, and the rates' fall to zero."""

    def __init__(self, recipe, flags):
        asked = {
            'generatorRate': flags.generator_rate, 'discriminatorRate': flags.discriminator_rate,
            'r1Weight': flags.penalty, 'r2Weight': flags.penalty,
        }
        self.changes = {key: value for key, value in asked.items() if value is not None and value != recipe[key]}
        self.recipe = {**recipe, **self.changes}
        self.decay_from, self.last = flags.decay_from, min(flags.steps or math.inf, recipe['decaySteps'] or math.inf)
        if self.decay_from is not None:
            if recipe['decaySteps']:
                raise SystemExit(f"the rates of this recipe fall to zero by themselves (decaySteps = {recipe['decaySteps']}); leave --decay-from out")
            self.changes.update(decayFrom=self.decay_from, decaySteps=self.last)

    def at(self, step):
        if self.decay_from is None:
            return self.recipe
        left = min(1, (self.last - step) / (self.last - self.decay_from))
        return {**self.recipe, **{key: left * self.recipe[key] for key in ('generatorRate', 'discriminatorRate')}}


def main():
    flags = parse_arguments()
    started = time.monotonic()
    recipe = read_recipe(flags.run)
    check_recipe(recipe)
    schedule = Schedule(recipe, flags)
    device = ('cuda' if torch.cuda.is_available() else 'cpu') if flags.device == 'auto' else flags.device
    if flags.threads:
        torch.set_num_threads(flags.threads)
    # Numbers too small for full precision cost a processor a hundred times as long.
    torch.set_flush_denormal(True)

    lock(flags.run)
    tensors, metadata = read_checkpoint(flags.run)
    first = step = saved = int(metadata['steps'])
    before = float(metadata['seconds'])
    rollbacks = {key: metadata[key] for key in ['rollbacks'] if key in metadata}
    rewind_history(flags.run, step)
    portraits = Portraits(flags.data, recipe, seed=recipe['seed'] + step)
    state = State(tensors, device)
    append_session(flags.run, step, device, schedule.changes)
    print(f'{flags.run}: step {step}, {len(portraits.places)} portraits, {device}, PyTorch {torch.__version__}', flush=True)

    stop = []
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.append(True))
    lines, sums = [], {}
    began = saved_at = time.monotonic()

    def seconds():
        return before + time.monotonic() - began

    def save():
        for line in lines:
            append_line(flags.run / 'history.jsonl', line)
        lines.clear()
        save_checkpoint(flags.run, state.tensors(), {'steps': str(step), 'seconds': f'{seconds():.2f}', **rollbacks})
        print(f'step {step}: saved', flush=True)

    while step < schedule.last and not stop and time.monotonic() - started < 60 * flags.minutes:
        real, scores = portraits.batch(recipe['batch'])
        z, asked = portraits.latents(recipe['batch'], recipe['latentSize'])
        metrics, _ = take_step(state, schedule.at(step), step, *(tensor.to(device) for tensor in (real, scores, z, asked)))
        step += 1
        is_sound = all(map(math.isfinite, metrics.values())) and metrics['errorLabelsReal'] < LARGEST_LABEL_ERROR
        if not is_sound:
            raise SystemExit(f'the training diverged at step {step}: {metrics}; the newest checkpoint is of step {saved}; lower the rates')
        lines.append({'step': step, 'images': step * recipe['batch'], 'seconds': round(seconds(), 2), **metrics})
        for name, value in metrics.items():
            sums.setdefault(name, []).append(value)
        if step % 100 == 0:
            speed = (step - first) * recipe['batch'] / (time.monotonic() - began)
            shown = ', '.join(f'{name} {sum(values) / len(values):.3f}' for name, values in sums.items())
            print(f'step {step}, {speed:.1f} images/s: {shown}', flush=True)
            sums.clear()
        if has_grid(step):
            save_grid(flags.run, step, draw(state, portraits.fixed.to(device), recipe['batch']), GRID_COLUMNS)
        if time.monotonic() - saved_at > SAVE_SECONDS:
            save()
            saved, saved_at = step, time.monotonic()
    if step > saved:
        save()
    usage = resource.getrusage(resource.RUSAGE_SELF)
    append_line(flags.run / 'costs.jsonl', {
        'from': first, 'to': step, 'seconds': round(time.monotonic() - started, 2),
        'processorSeconds': round(usage.ru_utime + usage.ru_stime, 2), 'memory': 1024 * usage.ru_maxrss,
    })


def draw(state, z, batch):
    """What the averaged generator draws from latents [n, latentSize]."""
    with torch.no_grad():
        return torch.cat([generate(state.averages, state.averages, some, training=False) for some in z.split(batch)])


if __name__ == '__main__':
    main()
