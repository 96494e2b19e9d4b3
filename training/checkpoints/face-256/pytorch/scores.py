"""Labels → normal scores, as training/data/labels/attributes.ts and normal-scores.ts have them, and two more: hat, earrings."""
import json
import numpy as np
import torch

STYLES = [('bald', 0), ('buzz', 1), ('short', 2), ('ponytail', 3), ('afro', 4), ('bob', 5), ('braid', 6), ('long', 7)]


def luma(c):
    return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2]


def _hair(l):
    return next((n for s, n in STYLES if l['hair'].startswith(s)), None)


ATTRIBUTES = [
    ('smile', lambda l: l['smile'], False), ('mouthOpen', lambda l: l['mouth_open'], False),
    ('eyesOpen', lambda l: l['eyes_open'], False), ('gender', lambda l: l['gender'], False), ('age', lambda l: l['age'], False),
    ('glasses', lambda l: {'none': 0, 'clear': 1, 'sun': 2}[l['glasses']], False),
    ('beard', lambda l: {'none': 0, 'stubble': 1, 'moustache': 2, 'goatee': 3, 'full': 4}[l['beard']], False),
    ('hairLength', _hair, False),
    ('hairLightness', lambda l: None if l['hair_colour'] == 'none' else luma(l['hair_rgb']), False),
    ('skinLightness', lambda l: luma(l['skin_rgb']), False),
    ('yaw', lambda l: l['yaw'], True), ('pitch', lambda l: l['pitch'], False), ('roll', lambda l: l['roll'], True),
    ('light', lambda l: l['light_azimuth'], True), ('background', lambda l: luma(l['background_rgb']), False),
    ('hat', lambda l: 0 if l['hat'] == 'none' else 1, False),
    ('earrings', lambda l: {'none': 0, 'stud': 1, 'hoop': 2, 'drop': 3}[l['earrings']], False),
]
ODD = [a[2] for a in ATTRIBUTES]
K = len(ATTRIBUTES)


def values_of(label):
    return [np.nan if (v := of(label)) is None else float(v) for _, of, _ in ATTRIBUTES]


def table_of(lines):
    return np.array([values_of(json.loads(x)) for x in lines if x.strip()], dtype=np.float64).reshape(-1, K)


def _quantile(p):
    p = np.clip(p, 1e-10, 1 - 1e-10)
    return (torch.erfinv(torch.from_numpy(np.asarray(2 * p - 1))) * np.sqrt(2)).numpy()


def _density(x):
    return np.exp(-x * x / 2) / np.sqrt(2 * np.pi)


class Scores:
    def __init__(self, table):
        self.scales = []
        for j in range(K):
            known = table[:, j][~np.isnan(table[:, j])]
            if ODD[j]:
                known = np.concatenate([known, -known])
            values, counts = np.unique(known, return_counts=True)
            up = np.cumsum(counts) / counts.sum()
            ends = _quantile(up)
            dens = _density(ends); ends[-1] = np.inf; dens[-1] = 0
            below = np.concatenate([[0], up[:-1]]); dbelow = np.concatenate([[0], dens[:-1]])
            self.scales.append((values, ends, (dbelow - dens) / (up - below)))
        both = np.concatenate([self.of(table, False), self.of(table, True)]).astype(np.float64)
        products = both.T @ both
        n = np.sqrt(np.diag(products))
        self.lower = np.linalg.cholesky(products / n[:, None] / n[None])

    def of(self, table, mirrored):
        out = np.zeros(table.shape, np.float32)
        for j, (values, _, scores) in enumerate(self.scales):
            v = table[:, j] * (-1 if mirrored and ODD[j] else 1)
            at = np.minimum(np.searchsorted(values, v, side='left'), len(values) - 1)
            out[:, j] = np.where(np.isnan(v), 0, scores[at])
        return out

    STEPS, REACH = 16384, 5.0

    def asked_tables(self, device):
        """For `asked`: L transposed, and scores by quantile, [K * STEPS]."""
        x = (np.arange(self.STEPS) + 0.5) / self.STEPS * 2 * self.REACH - self.REACH
        rows = []
        for values, ends, scores in self.scales:
            at = np.minimum(np.searchsorted(ends, x, side='left'), len(ends) - 1)
            rows.append(scores[at])
        lower = torch.tensor(self.lower.T, dtype=torch.float32, device=device)
        table = torch.tensor(np.stack(rows), dtype=torch.float32, device=device).reshape(-1)
        base = torch.arange(K, device=device) * self.STEPS
        return lower, table, base

    @classmethod
    def asked(cls, z, tables):
        """z: f32 [n, latent] → f32 [n, K]"""
        lower, table, base = tables
        u = z[:, :K].float() @ lower
        at = ((u + cls.REACH) * (cls.STEPS / (2 * cls.REACH))).long().clamp_(0, cls.STEPS - 1)
        return table[at + base]
