"""One training step of a face recipe in PyTorch, as `gan/step.ts` has it: D on real pictures and on fakes, Adam; G through the new D, Adam."""
import torch
from torch.nn import functional as F

from networks import discriminate, generate

EPSILON = 1e-8
# Of Adam's second moment, in multiples of 1 / (1 − β₂): what is older counts less than a hundredth.
MEMORY = 5
# What this program does not know has to be as here; the recipe says everything else.
ONLY = {
    'network': 'skip', 'channels': 3, 'generatorNorm': 'batch', 'discriminatorNorm': 'none', 'condition': 'none', 'spectralNorm': False, 'gpWeight': 0,
    'discriminatorSteps': 1, 'augmentColour': False, 'augmentTranslation': False, 'augmentCutout': False,
}
LOSSES = ('relativistic', 'nonSaturating')


def check_recipe(recipe):
    unknown = [key for key in [*ONLY, 'loss', 'labelWeight', 'penaltyEvery'] if key not in recipe]
    if unknown:
        raise SystemExit(f"the recipe is of an earlier build and has no {', '.join(unknown)}; export-data.ts completes it")
    for key, value in ONLY.items():
        if recipe[key] != value:
            raise SystemExit(f'the recipe has {key} = {recipe[key]!r}; in PyTorch only {value!r} is known, so train it by `npm run train`')
    if recipe['labelWeight'] == 0:
        raise SystemExit('the recipe has no labels (labelWeight = 0), so train it by `npm run train`')
    if recipe['loss'] not in LOSSES:
        raise SystemExit(f"the recipe has loss = {recipe['loss']!r}; in PyTorch only {' and '.join(LOSSES)} are known")


class State:
    """A checkpoint's tensors, on a device: weights of both networks, G's statistics and averages, Adam's moments."""

    def __init__(self, tensors, device):
        def place(tensor):
            # Convolutions of many channels are faster in this format; matrices and the layers of pictures are not.
            is_wide = tensor.dim() == 4 and tensor.shape[0] % 8 == 0 and tensor.shape[1] % 8 == 0
            return tensor.to(device, copy=True).contiguous(memory_format=torch.channels_last if is_wide else torch.contiguous_format)

        self.names = list(tensors)
        placed = {name: place(tensor) for name, tensor in tensors.items()}
        self.statistics = {name: value for name, value in placed.items() if name.startswith('G.') and '.running_' in name}
        self.generator = {name: value.requires_grad_() for name, value in placed.items() if name.startswith('G.') and name not in self.statistics}
        self.discriminator = {name: value.requires_grad_() for name, value in placed.items() if name.startswith('D.')}
        weights = {**self.generator, **self.discriminator}
        self.means = {name: placed[f'adam.m.{name}'] for name in weights if f'adam.m.{name}' in placed}
        self.squares = {name: placed.get(f'adam.v.{name}', torch.zeros_like(value)).detach() for name, value in weights.items()}
        self.averages = {name: placed.get(f'ema.{name}', placed[name].detach().clone()) for name in [*self.generator, *self.statistics]}

    def tensors(self):
        """By their names in a checkpoint, in the order in which they came."""
        named = {
            **self.generator, **self.discriminator, **self.statistics,
            **{f'adam.m.{name}': value for name, value in self.means.items()},
            **{f'adam.v.{name}': value for name, value in self.squares.items()},
            **{f'ema.{name}': value for name, value in self.averages.items()},
        }
        return {name: named[name] for name in [*self.names, *sorted(named.keys() - set(self.names))] if name in named}


def take_step(state, recipe, step, real, scores, z, asked, precision=torch.bfloat16):
    """Takes the step after `step` others.

    real [n, 3, side, side] in [−1, 1], scores [n, labelCount] of their labels, z [n, latentSize], and the scores that z asks for.
    Returns the metrics, and the gradients by the names of their weights.
    """
    def mixed():
        return torch.autocast(real.device.type, precision, enabled=precision != torch.float32)

    remaining = max(0, 1 - step / recipe['decaySteps']) if recipe['decaySteps'] else 1
    generator_rate = 0 if step < recipe['generatorWaits'] else remaining * recipe['generatorRate']
    # While G waits, its moments only have to be there when it begins. Adam forgets what is this many steps ago.
    is_idle = step < recipe['generatorWaits'] - MEMORY / (1 - recipe['beta2'])
    with mixed(), torch.set_grad_enabled(not is_idle):
        fake = generate(state.generator, state.statistics, z)
    shown = fake.detach()

    is_penalized = step % recipe['penaltyEvery'] == 0
    if is_penalized:
        real, shown = real.requires_grad_(), shown.requires_grad_()
    with mixed():
        on_real, labels = discriminate(state.discriminator, real)
        on_fake, _ = discriminate(state.discriminator, shown)
    is_relativistic = recipe['loss'] == 'relativistic'
    if is_relativistic:
        loss_real = loss_fake = F.softplus(on_fake - on_real).mean() / 2
    else:
        loss_real, loss_fake = F.softplus(-on_real).mean(), F.softplus(on_fake).mean()
    loss = loss_real + loss_fake
    metrics = {'lossDReal': loss_real, 'lossDFake': loss_fake}
    if labels is not None:
        metrics['errorLabelsReal'] = F.mse_loss(labels, scores)
        loss = loss + recipe['labelWeight'] * metrics['errorLabelsReal']
    if is_penalized:
        for weight, logits, pictures in (('r1Weight', on_real, real), ('r2Weight', on_fake, shown)):
            if recipe[weight] > 0:
                slope, = torch.autograd.grad(logits.sum(), pictures, create_graph=True)
                penalty = slope.float().square().sum() / (2 * len(pictures))
                loss = loss + recipe['penaltyEvery'] * recipe[weight] * penalty
        real = real.detach()
    gradients = adam(state, state.discriminator, loss, remaining * recipe['discriminatorRate'], step, recipe)

    judge = {name: value.detach() for name, value in state.discriminator.items()}
    with mixed(), torch.set_grad_enabled(not is_idle):
        on_fake_again, labels = discriminate(judge, fake)
    if is_relativistic:
        with mixed(), torch.no_grad():
            on_real_again = discriminate(judge, real)[0]
        loss_g = F.softplus(on_real_again - on_fake_again).mean()
    else:
        loss_g = F.softplus(-on_fake_again).mean()
    metrics['lossG'], loss = loss_g, loss_g
    if labels is not None:
        metrics['errorLabelsFake'] = F.mse_loss(labels, asked)
        loss = loss + recipe['labelWeight'] * metrics['errorLabelsFake']
    if not is_idle:
        gradients.update(adam(state, state.generator, loss, generator_rate, step, recipe))
    average(state, recipe, step)
    metrics.update(dReal=on_real.sigmoid().mean(), dFakeBefore=on_fake.sigmoid().mean(), dFakeAfter=on_fake_again.sigmoid().mean())
    return {name: value.item() for name, value in metrics.items()}, gradients


def adam(state, weights, loss, rate, step, recipe):
    """Adam (Kingma & Ba, 2015); with β₁ = 0 the first moment is the gradient, and is not stored. Returns the gradients."""
    names, values = list(weights), [weight.detach() for weight in weights.values()]
    found = torch.autograd.grad(loss, list(weights.values()))
    # A gradient may come in another memory format than its weight, which would make each sum below slow.
    gradients = [torch.empty_like(value).copy_(gradient) for value, gradient in zip(values, found)]
    beta1, beta2, t = recipe['beta1'], recipe['beta2'], step + 1
    means = gradients
    if beta1 > 0:
        means = [state.means.setdefault(name, torch.zeros_like(value)) for name, value in zip(names, values)]
        torch._foreach_lerp_(means, gradients, 1 - beta1)
    squares = [state.squares[name] for name in names]
    torch._foreach_mul_(squares, beta2)
    torch._foreach_addcmul_(squares, gradients, gradients, 1 - beta2)
    roots = torch._foreach_sqrt(squares)
    torch._foreach_mul_(roots, (1 - beta2 ** t) ** -0.5)
    torch._foreach_add_(roots, EPSILON)
    torch._foreach_addcdiv_(values, means, roots, -rate / (1 - beta1 ** t))
    return dict(zip(names, gradients))


def average(state, recipe, step):
    """The exponential moving averages of G's weights and statistics."""
    t = step + 1
    decay = min(recipe['emaDecay'], (1 + t) / (10 + t)) if recipe['emaWarmUp'] else recipe['emaDecay']
    now = {**state.generator, **state.statistics}
    torch._foreach_lerp_(list(state.averages.values()), [now[name].detach() for name in state.averages], 1 - decay)
