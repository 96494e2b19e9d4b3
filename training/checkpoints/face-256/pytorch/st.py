"""safetensors, read and written without the package."""
import json, struct
import numpy as np
import torch
T = {'I8': (np.int8, torch.int8), 'F32': (np.float32, torch.float32), 'F16': (np.float16, torch.float16), 'BF16': (np.uint16, torch.bfloat16), 'I64': (np.int64, torch.int64)}
NAMES = {v[1]: k for k, v in T.items()}


def load(path):
    b = open(path, 'rb').read(); n = struct.unpack('<Q', b[:8])[0]; h = json.loads(b[8:8 + n]); meta = h.pop('__metadata__', {})
    out = {}
    for k, e in h.items():
        npt, tt = T[e['dtype']]; a, z = e['data_offsets']
        x = np.frombuffer(b, npt, offset=8 + n + a, count=(z - a) // np.dtype(npt).itemsize).copy()
        t = torch.from_numpy(x.astype(np.int16) if e['dtype'] == 'BF16' and False else x.view(np.int16) if e['dtype'] == 'BF16' else x)
        out[k] = (t.view(torch.bfloat16) if e['dtype'] == 'BF16' else t).view(e['shape'])
    return out, meta


def dump(tensors, meta=None):
    h, parts, at = {}, [], 0
    if meta:
        h['__metadata__'] = {k: str(v) for k, v in meta.items()}
    for k, t in tensors.items():
        t = t.detach().cpu().contiguous()
        raw = (t.view(torch.int16) if t.dtype == torch.bfloat16 else t).numpy().tobytes()
        h[k] = {'dtype': NAMES[t.dtype], 'shape': list(t.shape), 'data_offsets': [at, at + len(raw)]}
        parts.append(raw); at += len(raw)
    head = json.dumps(h).encode(); head += b' ' * (-len(head) % 8)
    return struct.pack('<Q', len(head)) + head + b''.join(parts)
