"""G and D of the family 'skip', as gan/networks has them, in PyTorch 1.13 to 2.11. Parameters live in one flat
float32 vector a network; what the layers use are views of a copy of it in the computing type, which are autograd's leaves."""
import math
import torch
import torch.nn.functional as F

LEAK = 0.2
HE = math.sqrt(2 / (1 + LEAK ** 2))


# ---- convolutions that can be differentiated twice, always by the filter-gradient kernels themselves
def _filter_gradient(gy, x, w, stride, padding):
    return torch.ops.aten.convolution_backward(gy, x, w, None, [stride] * 2, [padding] * 2, [1, 1], False, [0, 0], 1,
                                               [False, True, False])[1]


class Conv(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, w, stride, padding):
        ctx.save_for_backward(x, w); ctx.geo = stride, padding
        return F.conv2d(x, w, None, stride, padding)

    @staticmethod
    def backward(ctx, gy):
        x, w = ctx.saved_tensors; s, p = ctx.geo
        gx = ConvT.apply(gy, w, s, p) if ctx.needs_input_grad[0] else None
        gw = ConvW.apply(gy, x, w, s, p) if ctx.needs_input_grad[1] else None
        return gx, gw, None, None


class ConvT(torch.autograd.Function):
    @staticmethod
    def forward(ctx, y, w, stride, padding):
        ctx.save_for_backward(y, w); ctx.geo = stride, padding
        return F.conv_transpose2d(y, w, None, stride, padding)

    @staticmethod
    def backward(ctx, g):
        y, w = ctx.saved_tensors; s, p = ctx.geo
        gy = Conv.apply(g, w, s, p) if ctx.needs_input_grad[0] else None
        gw = ConvW.apply(y, g, w, s, p) if ctx.needs_input_grad[1] else None
        return gy, gw, None, None


class ConvW(torch.autograd.Function):
    @staticmethod
    def forward(ctx, gy, x, w, stride, padding):
        ctx.save_for_backward(gy, x); ctx.geo = stride, padding
        return _filter_gradient(gy, x, w, stride, padding)

    @staticmethod
    def backward(ctx, g):
        gy, x = ctx.saved_tensors; s, p = ctx.geo
        g = g.to(x.dtype)
        ggy = Conv.apply(x, g, s, p) if ctx.needs_input_grad[0] else None
        gx = ConvT.apply(gy, g, s, p) if ctx.needs_input_grad[1] else None
        return ggy, gx, None, None, None


# ---- parameters
class Flat:
    """specs: (name, shape, kind, deviation, gain). kind 'conv' (in the layout channels_last), 'matrix' or 'vector';
    `gain` is what the layer multiplies the parameter with (equalized rates), `deviation` how it starts."""

    def __init__(self, specs, device, generator=None):
        self.specs = specs
        self.sizes = [math.prod(s[1]) for s in specs]
        # Each parameter begins at a multiple of 128 values: kernels read 16 bytes at a time, and refuse other addresses.
        self.offsets, at = [], 0
        for n in self.sizes:
            self.offsets.append(at)
            at += -(-n // 128) * 128
        self.pads = [torch.zeros(-n % 128, device=device) for n in self.sizes]
        self.value = torch.zeros(at, device=device)
        self.gain = torch.ones_like(self.value)
        for i, (name, shape, kind, dev, gain) in enumerate(specs):
            v = self.value[self.offsets[i]:self.offsets[i] + self.sizes[i]]
            if isinstance(dev, tuple):
                v.copy_(dev[0] + dev[1] * torch.randn(v.shape, generator=generator).to(device))
            elif dev:
                v.copy_(dev * torch.randn(v.shape, generator=generator).to(device))
            self.gain[self.offsets[i]:self.offsets[i] + self.sizes[i]] = gain

    def view(self, flat, i):
        name, shape, kind = self.specs[i][:3]
        v = flat[self.offsets[i]:self.offsets[i] + self.sizes[i]]
        if kind == 'conv':
            o, c, h, w = shape
            return v.view(o, h, w, c).permute(0, 3, 1, 2)
        return v.view(shape)

    def named(self, flat=None):
        flat = self.value if flat is None else flat
        return {s[0]: self.view(flat, i) for i, s in enumerate(self.specs)}

    def used(self, dtype, flat=None, grad=True):
        """Leaves: kernels in dtype, vectors in float32. Returns the dict and the list in the order of specs."""
        flat = self.value if flat is None else flat
        full = flat * self.gain
        low = full.to(dtype)
        leaves = []
        for i, s in enumerate(self.specs):
            leaf = self.view(full if s[2] == 'vector' else low, i).detach()
            leaves.append(leaf.requires_grad_(grad))
        return {s[0]: x for s, x in zip(self.specs, leaves)}, leaves

    def gather(self, grads):
        parts = []
        for s, g, pad in zip(self.specs, grads, self.pads):
            if s[2] == 'conv':
                g = g.permute(0, 2, 3, 1)
            parts += [g.reshape(-1).float(), pad]
        return torch.cat(parts) * self.gain


# ---- shapes
def channels_from(width, resolution, limit):
    return [min(width * 2 ** i, limit) for i in range(int(math.log2(resolution // 4)))]


def generator_specs(resolution, width, latent, limit):
    ch = channels_from(width, resolution, limit)[::-1]
    specs, stats = [], []
    for i, to in enumerate(ch):
        side = 4 * 2 ** i
        frm = ch[i - 1] if i else latent
        specs.append((f'G.{3 * i}.weight', (frm, to, 4, 4), 'conv' if i else 'matrix', 0.02, 1.0))
        specs.append((f'G.{3 * i + 1}.weight', (to,), 'vector', (1.0, 0.02), 1.0))
        specs.append((f'G.{3 * i + 1}.bias', (to,), 'vector', 0, 1.0))
        stats.append((f'G.{3 * i + 1}', to))
        if side * 2 >= 16:
            specs.append((f'G.picture{side * 2}.weight', (to, 3, 4, 4), 'conv', 0.02, 1.0))
            specs.append((f'G.picture{side * 2}.bias', (3,), 'vector', 0, 1.0))
    return specs, stats


def discriminator_specs(resolution, width, limit, labels, refine=()):
    ch = channels_from(width, resolution, limit)
    specs = []

    def kernel(name, shape, gain=HE, start=1.0):
        specs.append((name, shape, 'conv' if len(shape) == 4 else 'matrix', start, gain / math.sqrt(math.prod(shape[1:]))))
    for i, to in enumerate(ch):
        side = resolution // 2 ** (i + 1)
        name = 'D.0' if i == 0 else f'D.{3 * i - 1}'
        kernel(f'{name}.weight', (to, ch[i - 1] if i else 3, 4, 4))
        specs.append((f'{name}.bias', (to,), 'vector', 0, 1.0))
        if i:
            kernel(f'D.picture{resolution // 2 ** i}.weight', (to, 3, 4, 4))
        if side in refine:
            kernel(f'D.refine{side}.a.weight', (to, to, 3, 3))
            specs.append((f'D.refine{side}.a.bias', (to,), 'vector', 0, 1.0))
            kernel(f'D.refine{side}.b.weight', (to, to, 3, 3), start=0.0)
            specs.append((f'D.refine{side}.b.bias', (to,), 'vector', 0, 1.0))
    last = f'D.{3 * len(ch) - 1}'
    kernel(f'{last}.weight', (1, ch[-1] + 1, 4, 4), gain=1.0)
    specs.append((f'{last}.bias', (1,), 'vector', 0, 1.0))
    kernel('D.labels.weight', (labels, ch[-1] + 1, 4, 4), gain=1.0)
    specs.append(('D.labels.bias', (labels,), 'vector', 0, 1.0))
    return specs


# ---- networks
def upsample(p):
    """Linear, black beyond the edge: what gan/networks/resample.ts does by a transposed convolution."""
    return F.interpolate(F.pad(p, (1, 1, 1, 1)), scale_factor=2, mode='bilinear', align_corners=False)[..., 2:-2, 2:-2]


_DOWN = {}


def down_matrix(side, device, dtype):
    key = side, str(device), dtype
    if key not in _DOWN:
        m = torch.zeros(side // 2, side)
        for i in range(side // 2):
            for k, t in enumerate((1, 3, 3, 1)):
                j = 2 * i - 1 + k
                if 0 <= j < side:
                    m[i, j] = t / 8
        _DOWN[key] = m.to(device=device, dtype=dtype)
    return _DOWN[key]


def downsample(p):
    m = down_matrix(p.shape[-1], p.device, p.dtype)
    return m @ p @ m.t()


def generate(w, z, resolution, stats=None, pictures=False, momentum=0.1):
    """w: weights by name; stats: {norm: (mean, var)} for evaluation; else by batch, and moments are returned beside.
    Returns the picture in float32, contiguous, and, if asked, the picture of half the side too."""
    seen = {}
    dtype = w['G.0.weight'].dtype
    x, picture, before = None, None, None
    for i in range(int(math.log2(resolution // 4))):
        side = 4 * 2 ** i
        k = w[f'G.{3 * i}.weight']
        if i == 0:
            n, c = z.shape[0], k.shape[1]
            y = (z.to(dtype) @ k.reshape(k.shape[0], -1)).view(n, c, 4, 4).contiguous(memory_format=torch.channels_last)
        else:
            y = F.conv_transpose2d(x, k, None, 2, 1)
        norm = f'G.{3 * i + 1}'
        if stats is None:
            with torch.no_grad():
                if momentum is not None:
                    y_ = y.detach().float()
                    seen[norm] = (y_.mean((0, 2, 3)), y_.var((0, 2, 3)))
            y = F.batch_norm(y, None, None, w[f'{norm}.weight'], w[f'{norm}.bias'], True, 0.1, 1e-5)
        else:
            y = F.batch_norm(y, *stats[norm], w[f'{norm}.weight'], w[f'{norm}.bias'], False, 0.1, 1e-5)
        x = F.relu(y)
        if side * 2 >= 16:
            name = f'G.picture{side * 2}'
            p = F.conv_transpose2d(x, w[f'{name}.weight'], None, 2, 1).float() + w[f'{name}.bias'].view(1, 3, 1, 1)
            p = p.contiguous()
            before = picture
            picture = p if picture is None else upsample(picture) + p
    out = torch.tanh(picture)
    if pictures:
        return out, torch.tanh(before), seen
    return out, seen


def discriminate(w, image, resolution, groups=1, refine=(), limit_last=None):
    """→ logits f32 [n], labels f32 [n, k]. `groups` batches stand one after the other; each has its deviation."""
    dtype = w['D.0.weight'].dtype
    shown = image.to(dtype).contiguous()
    x = shown.contiguous(memory_format=torch.channels_last)
    n = image.shape[0]
    for i in range(int(math.log2(resolution // 4))):
        side = resolution // 2 ** (i + 1)
        name = 'D.0' if i == 0 else f'D.{3 * i - 1}'
        y = Conv.apply(x, w[f'{name}.weight'], 2, 1)
        if i:
            shown = downsample(shown)
            y = y + Conv.apply(shown.contiguous(memory_format=torch.channels_last),
                               w[f'D.picture{resolution // 2 ** i}.weight'], 2, 1)
        x = F.leaky_relu(y + w[f'{name}.bias'].to(dtype).view(1, -1, 1, 1), LEAK)
        if side in refine:
            r = f'D.refine{side}'
            y = F.leaky_relu(Conv.apply(x, w[f'{r}.a.weight'], 1, 1) + w[f'{r}.a.bias'].to(dtype).view(1, -1, 1, 1), LEAK)
            x = x + Conv.apply(y, w[f'{r}.b.weight'], 1, 1) + w[f'{r}.b.bias'].to(dtype).view(1, -1, 1, 1)
    x = x.float()
    parts = x.view(groups, n // groups, *x.shape[1:]) if x.is_contiguous() else x.contiguous().view(groups, n // groups, *x.shape[1:])
    centred = parts - parts.mean(1, keepdim=True)
    deviation = (centred.square().mean(1) + 1e-8).sqrt().mean((1, 2, 3))
    extra = deviation.view(groups, 1, 1, 1).expand(groups, n // groups, 4, 4).reshape(n, 1, 4, 4)
    x = torch.cat([x.contiguous(), extra], 1).reshape(n, -1)
    last = f'D.{3 * int(math.log2(resolution // 4)) - 1}'
    wl = torch.cat([w[f'{last}.weight'], w['D.labels.weight']]).float()
    out = x @ wl.contiguous().reshape(wl.shape[0], -1).t()
    return out[:, 0] + w[f'{last}.bias'], out[:, 1:] + w['D.labels.bias']


# ---- from a resolution to the next (gan/networks/grow.ts)
def grow_origin(name, small):
    net, layer, rest = name.split('.', 2)
    if net == 'G':
        return name
    if layer == f'picture{small}':
        return f'D.0.{rest}'
    if name == 'D.2.bias':
        return 'D.0.bias'
    if layer.startswith('picture') or layer == 'labels' or layer.startswith('refine'):
        return name
    return f'D.{int(layer) - 3}.{rest}' if int(layer) >= 5 else None


@torch.no_grad()
def grow(old, new, small, zero):
    """Copies old's parameters (Flat) into new's where they belong; `zero` start at zero."""
    before, gains = old.named(), {s[0]: s[4] for s in old.specs}
    for i, (name, shape, kind, dev, gain) in enumerate(new.specs):
        origin = grow_origin(name, small)
        target = new.view(new.value, i)
        if origin in before:
            assert before[origin].shape == target.shape, (name, origin)
            target.copy_(before[origin] * (gains[origin] / gain))
        elif name in zero:
            target.zero_()
