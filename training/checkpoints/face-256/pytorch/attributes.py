import sys, numpy as np, torch
sys.path.insert(0, '../kit'); import st
def varint(b, i):
    r = s = 0
    while True:
        c = b[i]; i += 1; r |= (c & 127) << s; s += 7
        if c < 128: return r, i
def fields(b):
    i = 0
    while i < len(b):
        k, i = varint(b, i); f, w = k >> 3, k & 7
        if w == 0: v, i = varint(b, i)
        elif w == 2: n, i = varint(b, i); v = b[i:i + n]; i += n
        elif w == 5: v = b[i:i + 4]; i += 4
        else: v = b[i:i + 8]; i += 8
        yield f, v
out = {}
for f, g in fields(open('../../../../training/measures/attributes/attributes-1.onnx', 'rb').read()):
    if f == 7:
        for f2, t in fields(g):
            if f2 == 5:
                dims, name, raw, typ = [], None, None, None
                for f3, v in fields(t):
                    if f3 == 1: dims += [v] if isinstance(v, int) else list(v)
                    if f3 == 2: typ = v
                    if f3 == 8: name = v.decode()
                    if f3 == 9: raw = v
                print(name, dims, typ, len(raw or b''))
                if typ == 10: 
                    d = dims if np.prod(dims) * 2 == len(raw) else None
                    x = np.frombuffer(raw, np.float16)
                    if d is None:
                        # packed varints
                        dd, i = [], 0
                        bb = bytes(dims)
                        while i < len(bb): n, i = varint(bb, i); dd.append(n)
                        d = dd
                    out[name[:-5]] = torch.from_numpy(x.copy()).view(d)
open('../kit/attributes.safetensors', 'wb').write(st.dump(out))
