"""Trains G against D as nets.py has them, growing; see README.md beside the folder. Runs on PyTorch 1.13 (CPU) and 2.11 (CUDA)."""
import argparse, io, json, lzma, math, os, sys, tarfile, time
T0 = time.time()
import numpy as np
import torch
import torch.nn.functional as F
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import nets as N, scores as S, st

HERE = os.path.dirname(os.path.abspath(__file__))
ap = argparse.ArgumentParser()
A = ap.add_argument
A('--name', default='b'); A('--out', default='out'); A('--pool', default='pool'); A('--pack', default=HERE + '/pack')
A('--seconds', type=float, default=540); A('--spare', type=float, default=22)
A('--stages', default='64:0.11,128:0.47,256:1'); A('--batch', default='64:64,128:64,256:64')
A('--loss', default='ns', choices=['ns', 'rel']); A('--gamma', default='64:0.5,128:1,256:2'); A('--gamma-end', type=float, default=0.5)
A('--r2', type=int, default=0); A('--every', type=int, default=8)
A('--d-rate', type=float, default=2e-3); A('--g-rate', type=float, default=5e-4); A('--rate-end', type=float, default=0.03)
A('--cool', type=float, default=0.45, help='share of the time after which rates fall by a cosine'); A('--warm', type=int, default=150)
A('--beta2', type=float, default=0.99); A('--clip', type=float, default=5)
A('--label-weight', type=float, default=1); A('--label-weight-g', type=float, default=1); A('--consistent', type=float, default=2)
A('--translate', type=float, default=0, help='share of the side by which what D sees is shifted at most')
A('--g-width', type=int, default=16); A('--g-limit', type=int, default=320); A('--d-width', type=int, default=48); A('--d-limit', type=int, default=512)
A('--refine', default=''); A('--latent', type=int, default=100)
A('--emas', default='8,30,100', help='thousands of images after which half is forgotten')
A('--graphs', type=int, default=1); A('--bench-cudnn', type=int, default=0); A('--dtype', default='bf16')
A('--cap', type=int, default=80000); A('--heldout', type=int, default=1000); A('--faces', type=int, default=4096)
A('--eval-every', type=float, default=60); A('--film-every', type=float, default=30); A('--save-every', type=float, default=60)
A('--crash', type=float, default=0, help='for a test: breaks off then'); A('--light', action='store_true'); A('--bench', default=''); A('--bench-refine', default='/32,16,8'); A('--bench-until', type=float, default=40); A('--seed', type=int, default=1); A('--check', type=int, default=50)
A('--resume', default='', help='a state.safetensors put together again')
a = ap.parse_args()
CUDA = torch.cuda.is_available()
dev = 'cuda' if CUDA else 'cpu'
DT = torch.bfloat16 if a.dtype == 'bf16' and CUDA else torch.float32
torch.set_num_threads(4 if CUDA else 1)
torch.backends.cuda.matmul.allow_tf32 = True; torch.backends.cudnn.allow_tf32 = True
torch.backends.cudnn.benchmark = bool(a.bench_cudnn)
if a.bench_cudnn and hasattr(torch.backends.cudnn, 'benchmark_limit'):
    torch.backends.cudnn.benchmark_limit = 5
torch.manual_seed(a.seed)
gen = torch.Generator().manual_seed(a.seed)
refine = tuple(int(x) for x in a.refine.split(',') if x)
pairs = lambda text, of=float: {int(x.split(':')[0]): of(x.split(':')[1]) for x in text.split(',')}
stages, batches, gammas = pairs(a.stages), pairs(a.batch, int), pairs(a.gamma)
EMAS = [1000 * float(x) for x in a.emas.split(',')]
os.makedirs(a.out, exist_ok=True)
now = lambda: time.time() - T0


def say(*x):
    print(f'[{a.name} {now():6.1f}]', *x, flush=True)


def write(name, data):
    path = f'{a.out}/{name}'
    with open(path + '.tmp', 'wb') as f:
        f.write(data)
    os.replace(path + '.tmp', path)


# ---- portraits
lines = lzma.open(a.pack + '.jsonl.xz', 'rt').read().strip().split('\n')
table = S.table_of(lines)
scores = S.Scores(table)
asked_tables = scores.asked_tables(dev)
ask = lambda z: S.Scores.asked(z, asked_tables)


class Store:
    def __init__(self, side, cap):
        self.side, self.n = side, 0
        self.x = torch.empty(cap, 3, side, side, dtype=torch.uint8, device=dev)
        self.l = torch.empty(2, cap, S.K, device=dev)

    def add(self, x, l):
        k = min(len(x), len(self.x) - self.n)
        self.x[self.n:self.n + k] = x[:k]; self.l[:, self.n:self.n + k] = l[:, :k]; self.n += k

    def batch(self, b):
        i = torch.randint(self.n, (b,), device=dev)
        m = torch.rand(b, device=dev) < 0.5
        x = self.x[i]
        x = torch.where(m.view(-1, 1, 1, 1), x.flip(3), x)
        return x.float().div_(127.5).sub_(1), torch.where(m.view(-1, 1), self.l[1][i], self.l[0][i])


def halved(x):
    return F.avg_pool2d(x.float(), 2).round_().to(torch.uint8) if x.shape[0] else x


def sent(x):
    x = torch.from_numpy(x)
    return x.pin_memory().to(dev, non_blocking=True) if CUDA else x


def labels_of(t):
    return sent(np.stack([scores.of(t, False), scores.of(t, True)]))


TOP = max(stages)
bench_sides = [int(x) for x in a.bench.split(',') if x]
stores = {s: Store(s, a.cap if not a.bench else 2000) for s in sorted({*stages, *bench_sides})}
heldout = []
loaded = set()


def add(x, l, side):
    """x: uint8 [n, 3, side, side], largest first; into every store of that size or smaller."""
    while side >= min(stores):
        if side in stores:
            stores[side].add(x, l)
        x, side = halved(x), side // 2


def poll(most=4):
    """Reads chunks that have been rendered since."""
    try:
        names = sorted(x[:-4] for x in os.listdir(a.pool) if x.endswith('.raw') and x[:-4] not in loaded)
    except FileNotFoundError:
        return 0
    for name in names[:most]:
        loaded.add(name)
        with open(f'{a.pool}/{name}.jsonl') as f:
            t = S.table_of(f)
        side = SIDE
        raw = np.fromfile(f'{a.pool}/{name}.raw', np.uint8)
        x = sent(raw).view(-1, side, side, 3).permute(0, 3, 1, 2).contiguous()
        if len(t) != len(x):
            say('skipped', name); continue
        if name.startswith('77-'):
            heldout.append(x)
        else:
            add(x, labels_of(t), side)
    return len(names)


SIDE = int(os.environ.get('SIDE', 256))


def load_pack():
    from concurrent.futures import ThreadPoolExecutor
    from PIL import Image
    offsets = np.load(a.pack + '.npy'); blob = open(a.pack + '.bin', 'rb').read()
    def one(i):
        return np.asarray(Image.open(io.BytesIO(blob[offsets[i]:offsets[i + 1]])).convert('RGB'))
    n = len(offsets) - 1
    if a.bench:
        n = min(n, 1000)
    with ThreadPoolExecutor(16) as ex:
        for at in range(0, n, 1024):
            k = min(n, at + 1024)
            x = sent(np.stack(list(ex.map(one, range(at, k))))).permute(0, 3, 1, 2).contiguous()
            add(x, labels_of(table[at:k]), x.shape[-1])


# ---- networks, their optimizers and averages
class Net:
    def __init__(self, specs):
        self.p = N.Flat(specs, dev, gen)
        self.v = torch.zeros_like(self.p.value)
        self.pow = torch.ones((), device=dev)
        self.rate = torch.zeros((), device=dev)

    def adam(self, grads):
        g = self.p.gather(grads)
        self.pow.mul_(a.beta2)
        self.v.mul_(a.beta2).addcmul_(g, g, value=1 - a.beta2)
        u = g / ((self.v / (1 - self.pow)).sqrt_().add_(1e-8))
        if a.clip:
            u.clamp_(-a.clip, a.clip)
        self.p.value.sub_(u * self.rate)
        return g


METRICS = ['lossDReal', 'lossDFake', 'lossG', 'logitReal', 'logitFake', 'logitFakeAfter', 'errorLabelsReal', 'errorLabelsFake', 'normD', 'normG', 'consistency']


class Stage:
    def __init__(self, side, before=None):
        self.side, self.B = side, batches[side]
        self.gspecs, self.norms = N.generator_specs(side, a.g_width * 256 // side, a.latent, a.g_limit)
        self.dspecs = N.discriminator_specs(side, a.d_width * 256 // side, a.d_limit, S.K, refine)
        self.G, self.D = Net(self.gspecs), Net(self.dspecs)
        self.emas = [N.Flat(self.gspecs, dev, gen) for _ in EMAS]
        if before:
            zero = {f'G.picture{side}.weight', 'D.2.weight'}
            N.grow(before.G.p, self.G.p, before.side, zero); N.grow(before.D.p, self.D.p, before.side, zero)
            for e in self.emas:
                e.value.copy_(self.G.p.value)
            for e, o in zip(self.emas, before.emas):
                N.grow(o, e, before.side, zero)
        else:
            for e in self.emas:
                e.value.copy_(self.G.p.value)
        B = self.B
        self.real = torch.zeros(B, 3, side, side, device=dev); self.lreal = torch.zeros(B, S.K, device=dev)
        self.z = torch.zeros(B, a.latent, device=dev); self.lfake = torch.zeros(B, S.K, device=dev)
        self.shift = torch.zeros(2, 3 * B, 2, device=dev)
        self.gamma = torch.zeros((), device=dev); self.keep = torch.zeros(len(EMAS), device=dev)
        self.m = torch.zeros(len(METRICS), device=dev); self.pen = torch.zeros(2, device=dev)
        self.t = 0
        self.graphs = {}

    def moved(self, x, k):
        """Shifted by whole pixels, the same for what stands at the same place; black comes in."""
        if not a.translate:
            return x
        n, s = len(x), self.side
        d = self.shift[k, :n]
        base = torch.arange(s, device=x.device)
        iy = base.view(1, s) + d[:, :1]; ix = base.view(1, s) + d[:, 1:]
        my = ((iy >= 0) & (iy < s)).float(); mx = ((ix >= 0) & (ix < s)).float()
        y = x.gather(2, iy.clamp(0, s - 1).long().view(n, 1, s, 1).expand(-1, 3, -1, s))
        y = y.gather(3, ix.clamp(0, s - 1).long().view(n, 1, 1, s).expand(-1, 3, s, -1))
        return y * my.view(n, 1, s, 1) * mx.view(n, 1, 1, s)

    def judge(self, w, x, groups, k=0):
        return N.discriminate(w, self.moved(x, k), self.side, groups, refine)

    def compute(self, penalize):
        B, side, m = self.B, self.side, {}
        wg, lg = self.G.p.used(DT)
        close = a.consistent if side == 256 or not CUDA else 0
        if close:
            fake, small, _ = N.generate(wg, self.z, side, pictures=True, momentum=None)
        else:
            fake, _ = N.generate(wg, self.z, side, momentum=None)
        seen = fake.detach()
        wd, ld = self.D.p.used(DT)
        logit, lab = self.judge(wd, torch.cat([self.real, seen]), 2)
        on_real, on_fake = logit[:B], logit[B:]
        if a.loss == 'rel':
            loss = F.softplus(on_fake - on_real).mean()
            m['lossDReal'] = m['lossDFake'] = loss / 2
        else:
            m['lossDReal'], m['lossDFake'] = F.softplus(-on_real).mean(), F.softplus(on_fake).mean()
            loss = m['lossDReal'] + m['lossDFake']
        m['errorLabelsReal'] = F.smooth_l1_loss(lab[:B], self.lreal)
        grads = torch.autograd.grad(loss + a.label_weight * m['errorLabelsReal'], ld)
        m['logitReal'], m['logitFake'] = on_real.mean(), on_fake.mean()
        if penalize:
            x = (torch.cat([self.real, seen]) if a.r2 else self.real.clone()).requires_grad_()
            lo, _ = self.judge(wd, x, 2 if a.r2 else 1)
            slope, = torch.autograd.grad(lo.sum(), x, create_graph=True)
            steep = slope.square().sum((1, 2, 3)).view(-1, B).mean(1)
            extra = torch.autograd.grad(steep.sum() * (0.5 * a.every) * self.gamma, ld, allow_unused=True)
            grads = [g if e is None else g + e for g, e in zip(grads, extra)]
            self.pen[:len(steep)].copy_(steep.detach())
        m['normD'] = self.D.adam(grads).norm()
        with torch.no_grad():
            wd, _ = self.D.p.used(DT, grad=False)
        lo, lab = self.judge(wd, fake, 1, 1)
        if a.loss == 'rel':
            with torch.no_grad():
                against, _ = self.judge(wd, self.real, 1, 1)
            m['lossG'] = F.softplus(against - lo).mean()
        else:
            m['lossG'] = F.softplus(-lo).mean()
        m['logitFakeAfter'] = lo.mean()
        m['errorLabelsFake'] = F.smooth_l1_loss(lab, self.lfake)
        loss = m['lossG'] + a.label_weight_g * m['errorLabelsFake']
        if close:
            m['consistency'] = F.mse_loss(small, F.avg_pool2d(fake, 2))
            loss = loss + close * m['consistency']
        m['normG'] = self.G.adam(torch.autograd.grad(loss, lg)).norm()
        for i, e in enumerate(self.emas):
            e.value.add_((self.G.p.value - e.value) * (1 - self.keep[i]))
        self.m.copy_(torch.stack([m[k].detach().float() if k in m else self.m.new_zeros(()) for k in METRICS]))

    def feed(self, factor, progress):
        x, l = stores[self.side].batch(self.B)
        self.real.copy_(x); self.lreal.copy_(l)
        self.z.normal_(); self.lfake.copy_(ask(self.z))
        if a.translate:
            r = int(a.translate * self.side)
            self.shift.copy_(torch.randint(-r, r + 1, self.shift.shape, device=dev))
        warm = min(1, (self.t + 1) / a.warm)
        if self.t < a.warm or self.t % 8 == 0:
            self.D.rate.fill_(a.d_rate * factor * warm); self.G.rate.fill_(a.g_rate * factor * warm)
            self.gamma.fill_(gammas[self.side] * (1 + (a.gamma_end - 1) * progress))
            keep = [min(0.5 ** (self.B / h), (1 + total['steps']) / (10 + total['steps'])) for h in EMAS]
            for i, k in enumerate(keep):
                self.keep[i].fill_(k)

    def step(self, factor, progress):
        self.feed(factor, progress)
        pen = self.t % a.every == 0
        if a.graphs and CUDA:
            if not self.graphs:
                self.capture()
            self.graphs[pen].replay()
        else:
            self.compute(pen)
        self.t += 1

    def state(self):
        return [self.G.p.value, self.G.v, self.G.pow, self.D.p.value, self.D.v, self.D.pow, *[e.value for e in self.emas]]

    def capture(self):
        t = time.time()
        kept = [x.clone() for x in self.state()]
        s = torch.cuda.Stream(); s.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(s):
            for pen in (True, False, True, False):
                self.compute(pen)
        torch.cuda.current_stream().wait_stream(s)
        pool = None
        for pen in (True, False):
            g = torch.cuda.CUDAGraph()
            with torch.cuda.graph(g, pool=pool):
                self.compute(pen)
            pool = g.pool()
            self.graphs[pen] = g
        for x, k in zip(self.state(), kept):
            x.copy_(k)
        torch.cuda.synchronize()
        say(f'{self.side}: captured in {time.time() - t:.1f} s, {torch.cuda.max_memory_allocated() / 2**30:.1f} GiB at most')


# ---- measures
net, _ = st.load(HERE + '/attributes.safetensors')
net = {k: v.float().to(dev) for k, v in net.items()}


@torch.no_grad()
def features(x):
    for i in range(4):
        x = F.leaky_relu(F.conv2d(x, net[f'conv{i}.weight'], net[f'conv{i}.bias'], 2, 1), 0.2)
    return F.leaky_relu(F.conv2d(x, net['features.weight'], net['features.bias']), 0.2).flatten(1)


def to64(x):
    s = x.shape[-1]
    return F.avg_pool2d(x, s // 64) if s > 64 else x if s == 64 else F.interpolate(x, size=(64, 64))


def views(x):
    """What is compared: the whole, the middle, and at full size the two eyes' places and the mouth's."""
    s = x.shape[-1]
    out = {'whole': to64(x)}
    if s >= 128:
        q = s // 4
        out['middle'] = to64(x[..., q:q + s // 2, q:q + s // 2])
    if s >= 256:
        out['eyes'] = torch.cat([x[..., EYES:EYES + 64, 64:128], x[..., EYES:EYES + 64, 128:192]])
        out['mouth'] = x[..., MOUTH:MOUTH + 64, 96:160]
    return out


EYES, MOUTH = 88, 148


def luma_power(x):
    y = (x * torch.tensor([0.2126, 0.7152, 0.0722], device=x.device).view(1, 3, 1, 1)).sum(1)
    p = torch.fft.rfft2(y - y.mean((1, 2), keepdim=True)).abs().square()
    fy = torch.fft.fftfreq(y.shape[1], device=x.device).abs().view(-1, 1); fx = torch.fft.rfftfreq(y.shape[2], device=x.device).view(1, -1)
    return (p * ((fy.square() + fx.square()).sqrt() > 0.25)).sum((1, 2)).mean().item()


def gather(batches_):
    feats, power, n = {}, 0.0, 0
    for x in batches_:
        for k, v in views(x).items():
            feats.setdefault(k, []).append(features(v))
        power += luma_power(x); n += 1
    out = {}
    for k, v in feats.items():
        f = torch.cat(v).double()
        out[k] = (f.mean(0), torch.cov(f.t()))
    return out, power / n


def frechet(p, q):
    (m1, c1), (m2, c2) = p, q
    e, v = torch.linalg.eigh(c1)
    h = v * e.clamp(min=0).sqrt() @ v.t()
    cross = torch.linalg.eigvalsh(h @ c2 @ h).clamp(min=0).sqrt().sum()
    return ((m1 - m2).square().sum() + c1.trace() + c2.trace() - 2 * cross).item()


_ref = {}


def reference(side, fresh=False):
    have = sum(map(len, heldout))
    if have < min(a.heldout, 256):
        return None
    if fresh or side not in _ref or _ref[side][0] < min(have, a.heldout):
        def down(x):
            while x.shape[-1] > side:
                x = halved(x)
            return x.float() / 127.5 - 1
        r = gather([down(x) for x in heldout])
        st_ = stores[side]
        n = min(st_.n, max(256, a.faces))
        mine = gather([st_.x[i:min(st_.n, i + 256)].float() / 127.5 - 1 for i in range(st_.n - n, st_.n, 256)]) if n >= 32 else None
        floor = {k: round(frechet(mine[0][k], r[0][k]), 4) for k in r[0]} if mine else {}
        _ref[side] = (have, r, floor)
        say(f'reference {side}: {have} held out; portraits against them {floor}')
    return _ref[side]


@torch.no_grad()
def calibrated(stage, flat, rounds=16, n=256):
    """Weights of an average in float32, with the statistics of many batches (training/publish/storage/calibrate.ts)."""
    w, _ = flat.used(torch.float32, grad=False)
    g = torch.Generator(dev).manual_seed(7); total_ = {}
    if not CUDA:
        rounds, n = 2, 16
    for _ in range(rounds):
        _, seen = N.generate(w, torch.randn(n, a.latent, device=dev, generator=g), stage.side)
        for k, (m, v) in seen.items():
            t = total_.setdefault(k, [0, 0]); t[0] = t[0] + m / rounds; t[1] = t[1] + v / rounds
    return w, {k: tuple(v) for k, v in total_.items()}


@torch.no_grad()
def faces(stage, made, z):
    w, stats = made
    return torch.cat([N.generate(w, z[i:i + 256], stage.side, stats)[0] for i in range(0, len(z), 256)])


@torch.no_grad()
def measure(stage, made):
    r = reference(stage.side)
    if r is None:
        return {}
    g = torch.Generator(dev).manual_seed(77)
    n = a.faces if CUDA else 64
    f, p = gather([faces(stage, made, torch.randn(min(256, n), a.latent, device=dev, generator=g)) for _ in range(max(1, n // 256))])
    out = {k: round(frechet(f[k], r[1][0][k]), 4) for k in f}
    out['sharp'] = round(p / r[1][1], 4)
    return out


fixed = torch.from_numpy(np.fromfile(HERE + '/fixed-z.bin', '<f4').copy()).view(64, -1)[:, :a.latent].to(dev)
film = []


def jpeg(x, columns, quality=92):
    from PIL import Image
    n, _, s, _ = x.shape
    g = ((x.clamp(-1, 1) + 1) * 127.5).round().to(torch.uint8).view(n // columns, columns, 3, s, s).permute(0, 3, 1, 4, 2).reshape(n // columns * s, columns * s, 3)
    b = io.BytesIO(); Image.fromarray(g.cpu().numpy()).save(b, 'JPEG', quality=quality); return b.getvalue()


def frame(stage):
    x = faces(stage, calibrated(stage, stage.emas[0], 4), fixed)
    if x.shape[-1] > 128:
        x = F.avg_pool2d(x, x.shape[-1] // 128)
    film.append((total['steps'], total['images'], jpeg(x, 8, 88)))


def save(stage, final=None):
    """final: {ema index: measures}. The state can go on from: weights in half floats, mean squares row by row."""
    write(f'history-{a.name}.jsonl' if a.light else 'history.jsonl', ''.join(json.dumps(h) + '\n' for h in history).encode())
    files = [(f'film/{s:09d}.jpg', b) for s, _, b in film]
    best = min(final, key=lambda i: final[i]['score']) if final else len(EMAS) // 2
    made = [calibrated(stage, e) for e in stage.emas]
    if final is not None:
        for psi in (1.0, 0.8):
            g = torch.Generator().manual_seed(5)
            x = faces(stage, made[best], psi * torch.randn(64, a.latent, generator=g).to(dev))
            if a.light and x.shape[-1] > 128:
                x = F.avg_pool2d(x, 2)
            write(f'sheet-{a.name}.jpg', jpeg(x, 8, 92)) if a.light and psi == 0.8 else files.append((f'sheet-psi{psi}.jpg', jpeg(x, 8)))
        if not a.light and stores[stage.side].n >= 64:
            real = stores[stage.side].x[-64 + stores[stage.side].n:stores[stage.side].n].float() / 127.5 - 1
            files.append(('sheet-portraits.jpg', jpeg(real, 8)))
    if a.light:
        return
    meta = {'side': stage.side, 'best': best, 'emas': a.emas, 'flags': json.dumps(vars(a)), 'seconds': round(now(), 1), 'labels': S.K, **total}

    def ema_tensors(i, of):
        w, stats = made[i]
        out = {k: v.to(of) for k, v in w.items()}
        for k, (m, v) in stats.items():
            out[f'{k}.running_mean'], out[f'{k}.running_var'] = m.float(), v.float()
        return out
    check = fixed[:2]
    write('best.safetensors', st.dump({**ema_tensors(best, torch.float32), 'check.z': check, 'check.image': faces(stage, made[best], check).half()}, meta))
    others = sorted((i for i in range(len(EMAS)) if i != best), key=lambda i: final[i]['score'] if final else -i)[:1 if refine else 2]
    write('others.safetensors', st.dump({f'ema{i}.{k}': v for i in others for k, v in ema_tensors(i, torch.float16).items()}, meta))
    b = io.BytesIO()
    with tarfile.open(fileobj=b, mode='w') as t:
        for name, data in files:
            i = tarfile.TarInfo(name); i.size = len(data); t.addfile(i, io.BytesIO(data))
    write('pictures.tar', b.getvalue())
    out = {}
    for name, net_ in (('G', stage.G), ('D', stage.D)):
        for k, v in net_.p.named().items():
            out[k] = v.half()
        for k, v in net_.p.named(net_.v).items():
            out['v.' + k] = v.flatten(1).mean(1) if v.dim() > 1 else v.clone()
    data = st.dump(out, meta)
    part = 15 * 2 ** 20 + 2 ** 19
    for i in range(0, len(data), part):
        write(f'state.part{i // part}', data[i:i + part])
    for i in range(-(-len(data) // part), 8):
        if os.path.exists(f'{a.out}/state.part{i}'):
            os.remove(f'{a.out}/state.part{i}')


@torch.no_grad()
def resume(stage, path):
    t, meta = st.load(path)
    for net_ in (stage.G, stage.D):
        for i, s in enumerate(net_.p.specs):
            net_.p.view(net_.p.value, i).copy_(t[s[0]].float())
            if 'v.' + s[0] in t:
                v = t['v.' + s[0]].float().to(dev)
                net_.p.view(net_.v, i).copy_(v.view(-1, *[1] * (len(s[1]) - 1)).expand(s[1]) if len(s[1]) > 1 else v)
        # Without second moments Adam begins anew, and corrects their bias as at the start.
        if 'v.' + net_.p.specs[0][0] in t:
            net_.pow.zero_()
    for e in stage.emas:
        e.value.copy_(stage.G.p.value)
    for k in total:
        total[k] = int(meta.get(k, 0))


history = []
total = {'steps': 0, 'images': 0, 'rollbacks': 0}


def sync():
    if CUDA:
        torch.cuda.synchronize()


def bench():
    global refine
    load_pack()
    for side in bench_sides:
        stores[side].n or add(torch.randint(0, 255, (512, 3, side, side), dtype=torch.uint8, device=dev), torch.zeros(2, 512, S.K, device=dev), side)
    x = torch.empty(2 ** 30 if CUDA else 2 ** 20, dtype=torch.uint8, device=dev); y = x.clone(); sync(); t = time.time(); y.copy_(x); sync()
    say(f'copy {2 * len(x) / (time.time() - t) / 1e12:.2f} TB/s'); del x, y
    jobs = [(r, c, g, s) for c, g in ((0, 1), (1, 1), (0, 0)) for r in a.bench_refine.split('/') for s in bench_sides[::-1]]
    for r, tuned, graphs, side in jobs:
        if now() > a.bench_until:
            break
        refine = tuple(int(v) for v in r.split(',') if v)
        torch.backends.cudnn.benchmark = bool(tuned)
        if hasattr(torch.backends.cudnn, 'benchmark_limit'):
            torch.backends.cudnn.benchmark_limit = 4
        a.graphs = graphs
        try:
            if CUDA:
                torch.cuda.reset_peak_memory_stats()
            stage = Stage(side)
            t = time.time()
            for _ in range(6 if not graphs else 2):
                stage.step(1, 0)
            sync(); first = time.time() - t
            n = 48 if CUDA else 2
            t = time.time()
            for _ in range(n):
                stage.step(1, 0)
            sync()
            dt = (time.time() - t) / n
            say(f'bench {side} refine={r or "-"} tuned={tuned} graphs={graphs}: batch {stage.B}, {dt * 1e3:.2f} ms a step, {stage.B / dt:.0f} images/s, start {first:.1f} s, '
                f'memory {torch.cuda.max_memory_allocated() / 2**30 if CUDA else 0:.1f} GiB, D {stage.D.p.value.numel() / 1e6:.1f} M, G {stage.G.p.value.numel() / 1e6:.2f} M, '
                f'losses {[round(v, 2) for v in stage.m.tolist()]}')
            if graphs and not tuned and r == '' and side == bench_sides[-1]:
                t = time.time(); calibrated(stage, stage.emas[0]); sync(); say(f'calibrating takes {time.time() - t:.2f} s')
            del stage
        except Exception as e:
            say(f'bench {side} refine={r} tuned={tuned} graphs={graphs} FAILED: {type(e).__name__}: {str(e)[:300]}')
            stage = None


def train():
    load_pack(); sync(); say('pack', {s: x.n for s, x in stores.items()}, 'torch', torch.__version__)
    while poll(64):
        pass
    say('pool', {s: x.n for s, x in stores.items()}, 'held out', sum(map(len, heldout)))
    end = a.seconds - a.spare
    start = now()
    sides = list(stages)
    stage = Stage(sides[0])
    if a.resume:
        resume(stage, a.resume)
    last = dict(eval=start, film=start, save=start, poll=start, good=start)
    factor, best_err, ema_err = 1.0, math.inf, None
    good = None
    marks = (now(), 0)
    while now() < end:
        progress = (now() - start) / (end - start)
        if progress >= stages[stage.side] and sides.index(stage.side) + 1 < len(sides):
            nxt = sides[sides.index(stage.side) + 1]
            if stores[nxt].n >= min(256, a.cap // 2):
                frame(stage); say('measured at the end of', stage.side, measure(stage, calibrated(stage, stage.emas[0])))
                stage.graphs = {}
                stage = Stage(nxt, stage)
                good, best_err, ema_err = None, math.inf, None
                say(f'grown to {nxt}: {stage.G.p.value.numel()} and {stage.D.p.value.numel()} parameters, {stores[nxt].n} portraits')
        cool = 1.0 if progress < a.cool else a.rate_end + (1 - a.rate_end) * 0.5 * (1 + math.cos(math.pi * (progress - a.cool) / (1 - a.cool)))
        stage.step(factor * cool, progress)
        total['steps'] += 1; total['images'] += stage.B
        if total['steps'] % a.check == 0:
            m = dict(zip(METRICS, stage.m.tolist())); p = stage.pen.tolist()
            t = now(); rate = (total['images'] - marks[1]) / max(1e-9, t - marks[0]); marks = (t, total['images'])
            line = {'step': total['steps'], 'images': total['images'], 'seconds': round(t, 2), 'side': stage.side, 'rate': round(rate), 'portraits': stores[stage.side].n,
                    **{k: round(v, 5) if math.isfinite(v) else str(v) for k, v in m.items()}, 'r1': round(p[0], 4) if math.isfinite(p[0]) else str(p[0]), 'r2': round(p[1], 4) if math.isfinite(p[1]) else str(p[1]), 'cool': round(cool * factor, 4)}
            history.append(line)
            if (total['steps'] // a.check) % 20 == 1:
                say({k: line[k] for k in ('step', 'side', 'rate', 'portraits', 'lossG', 'logitReal', 'logitFake', 'errorLabelsReal', 'errorLabelsFake', 'r1', 'normD', 'normG')})
            ok = all(math.isfinite(x) for x in (*m.values(), *p))
            if ok:
                err = m['errorLabelsReal']
                ema_err = err if ema_err is None else 0.7 * ema_err + 0.3 * err
                best_err = min(best_err, ema_err)
                ok = not (ema_err > 3 * best_err + 0.15 or abs(m['logitReal'] - m['logitFake']) > 100 or m['errorLabelsFake'] > 6)
            if not ok and good is not None:
                for x, k in zip(stage.state(), good):
                    x.copy_(k)
                factor *= 0.5; total['rollbacks'] += 1; ema_err = None; best_err = math.inf
                say('went back to the last good state; rates', factor, {k: round(v, 3) for k, v in m.items()})
                history.append({'step': total['steps'], 'images': total['images'], 'seconds': round(t, 2), 'rollback': factor})
                last['good'] = now()
            elif ok and (good is None and stage.t > 300 or now() - last['good'] > 15) and stage.t > 100:
                good = [x.clone() for x in stage.state()]; last['good'] = now()
        if a.crash and not a.resume and now() > a.crash:
            raise RuntimeError('crash, as asked')
        if now() - last['poll'] > 1:
            poll(6); last['poll'] = now()
        if now() - last['film'] > a.film_every and not a.light:
            frame(stage); last['film'] = now()
        if now() - last['eval'] > a.eval_every:
            t = now(); e = measure(stage, calibrated(stage, stage.emas[min(1, len(EMAS) - 1)])); last['eval'] = now()
            history.append({'step': total['steps'], 'images': total['images'], 'seconds': round(t, 2), 'measured': e})
            say('measured', e, f'{now() - t:.2f} s')
        if now() - last['save'] > a.save_every:
            t = now(); save(stage); last['save'] = now(); say(f'saved, {now() - t:.2f} s')
    sync(); say('trained', total)
    frame(stage)
    while not heldout and poll(8):
        pass
    final = {}
    ref = reference(stage.side, True)
    for i, e in enumerate(stage.emas):
        x = measure(stage, calibrated(stage, e))
        floor = ref[2] if ref else {}
        x['score'] = sum(x[k] / max(floor.get(k, 1), 1e-6) for k in x if k != 'sharp') if x else 0
        final[i] = x; say('average', EMAS[i], x)
    history.append({'final': final, 'floor': ref[2] if ref else {}, 'faces': a.faces, **total})
    save(stage, final)
    say('done', {k: v.n for k, v in stores.items()}, sorted(os.listdir(a.out)))


bench() if a.bench else train()
