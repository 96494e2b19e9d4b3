"""The networks of the face recipes (`network = "skip"`) in PyTorch, as functions of their weights by name.

The same layers in the same order as `gan/networks/generator.ts` and `discriminator.ts`. Which of them there are is seen from the names of
the weights, so that a checkpoint is all that is needed.
"""
import torch
from torch.nn import functional as F

SLOPE = 0.2
BATCH_NORM = {'momentum': 0.1, 'eps': 1e-5}
HALVE = {'stride': 2, 'padding': 1}
SMALLEST_SIDE = 4


def generate(weights, statistics, z, training=True):
    """z [n, latentSize] → pictures [n, 3, side, side] in [−1, 1], the sum of those of all sizes (Karras et al., 2020, "output skips").

    `statistics` are the running means and variances, which change in place where `training`.
    """
    kernel = weights['G.0.weight']
    x = (z @ kernel.flatten(1)).unflatten(1, kernel.shape[1:]).contiguous(memory_format=torch.channels_last)
    picture, side, layer = None, SMALLEST_SIDE, 0
    while True:
        norm = f'G.{layer + 1}'
        x = F.batch_norm(x, statistics[f'{norm}.running_mean'], statistics[f'{norm}.running_var'],
                         weights[f'{norm}.weight'], weights[f'{norm}.bias'], training, **BATCH_NORM)
        x = F.relu(x, inplace=True)
        side, layer = 2 * side, layer + 3
        if f'G.picture{side}.weight' in weights:
            drawn = F.conv_transpose2d(x, weights[f'G.picture{side}.weight'], weights[f'G.picture{side}.bias'], **HALVE)
            drawn = drawn.float().contiguous(memory_format=torch.channels_last)
            picture = drawn if picture is None else enlarge(picture) + drawn
        if f'G.{layer}.weight' not in weights:
            return torch.tanh(picture)
        x = F.conv_transpose2d(x, weights[f'G.{layer}.weight'], None, **HALVE)


def discriminate(weights, picture):
    """Pictures [n, 3, side, side] → logits [n], and the predicted scores of the labels [n, labelCount], or None."""
    x = picture = picture.contiguous(memory_format=torch.channels_last)
    name, next_layer = 'D.0', 2
    while x.shape[2] > SMALLEST_SIDE:
        y = F.conv2d(x, weights[f'{name}.weight'], weights[f'{name}.bias'], **HALVE)
        if x is not picture:
            picture = halve(picture)
            y = y + F.conv2d(picture, weights[f'D.picture{picture.shape[2]}.weight'], None, **HALVE)
        x = F.leaky_relu(y, SLOPE)
        block = f'D.residual{x.shape[2]}'
        if f'{block}.a.weight' in weights:
            y = F.conv2d(x, weights[f'{block}.a.weight'], weights[f'{block}.a.bias'], padding=1)
            x = x + F.conv2d(F.leaky_relu(y, SLOPE), weights[f'{block}.b.weight'], weights[f'{block}.b.bias'], padding=1)
        name, next_layer = f'D.{next_layer}', next_layer + 3
    with full_precision(x):
        features = with_deviation(x.float()) if weights[f'{name}.weight'].shape[1] > x.shape[1] else x.float()
        logit = fully_connected(features, weights, name)[:, 0]
        return logit, fully_connected(features, weights, 'D.labels') if 'D.labels.weight' in weights else None


def with_deviation(x):
    """Appends a channel of the standard deviation over the batch, averaged over all features (Karras et al., 2018, section 3)."""
    deviation = torch.sqrt((x - x.mean(0)).square().mean(0) + 1e-8).mean()
    return torch.cat([x, deviation.expand(x.shape[0], 1, *x.shape[2:])], 1)


def fully_connected(features, weights, name):
    return F.linear(features.flatten(1), weights[f'{name}.weight'].flatten(1), weights[f'{name}.bias'])


def bilinear(picture, scale):
    """Linear interpolation at twice the rate in both directions, for each channel by itself."""
    taps = torch.tensor([1, 3, 3, 1], device=picture.device) / 4
    return (scale * torch.outer(taps, taps)).expand(picture.shape[1], 1, 4, 4)


def enlarge(picture):
    with full_precision(picture):
        return F.conv_transpose2d(picture, bilinear(picture, 1), groups=picture.shape[1], **HALVE)


def halve(picture):
    with full_precision(picture):
        return F.conv2d(picture, bilinear(picture, 1 / 4), groups=picture.shape[1], **HALVE)


def full_precision(tensor):
    """Where pictures are added and numbers of a whole network meet, half precision would be seen."""
    return torch.autocast(tensor.device.type, enabled=False)
