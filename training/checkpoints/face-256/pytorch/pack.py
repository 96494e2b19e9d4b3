"""Packs portraits done by now, at 128, for the way: pack.bin (WebP), pack.npy (offsets), pack.jsonl.xz (labels)."""
import sys, io, tarfile, glob, json, lzma, os, numpy as np
from concurrent.futures import ThreadPoolExecutor
from PIL import Image
src, out, budget, quality, side = sys.argv[1], sys.argv[2], float(sys.argv[3]) * 2**20, int(sys.argv[4]), int(sys.argv[5])
items = []
for tar in sorted(glob.glob(src + '/faces-*.tar')):
    lab = tar.replace('faces-', 'labels-').replace('.tar', '.jsonl')
    L = open(lab).read().strip().split('\n')
    T = tarfile.open(tar); M = T.getmembers()
    assert len(L) == len(M)
    for m, l in zip(M, L):
        assert json.loads(l)['index'] == int(m.name.split('.')[0])
    items.append((T, M, L))
order = [(k, i) for i in range(1000) for k in range(len(items)) if i < len(items[k][1])]
offs, labels, at = [0], [], 0
f = open(out + '.bin', 'wb')
for k, i in order:
    T, M, L = items[k]
    im = Image.open(io.BytesIO(T.extractfile(M[i]).read())).convert('RGB')
    b = io.BytesIO(); im.reduce(im.width // side).save(b, 'WEBP', quality=quality, method=4)
    if at + b.tell() > budget: break
    f.write(b.getvalue()); at += b.tell(); offs.append(at); labels.append(L[i])
f.close(); np.save(out + '.npy', np.array(offs, np.int64))
with lzma.open(out + '.jsonl.xz', 'wt', preset=6) as g: g.write('\n'.join(labels) + '\n')
print(len(labels), 'portraits', at / 2**20, 'MiB', os.path.getsize(out + '.jsonl.xz') / 2**20)
