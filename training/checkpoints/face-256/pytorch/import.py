"""import.py FOLDER-OF-B: what came back → FOLDER/run.safetensors (names of our checkpoints), FOLDER/grids, FOLDER/run-history.jsonl."""
import sys, os, json, glob, tarfile, io, math
H = os.path.dirname(os.path.abspath(__file__)); sys.path.insert(0, H + '/../kit')
import torch, st, nets as N
from PIL import Image
d, out = sys.argv[1], sys.argv[2]; os.makedirs(out + '/grids', exist_ok=True)
best, meta = st.load(d + '/best.safetensors'); flags = json.loads(meta['flags']); side = int(meta['side'])
parts = sorted(glob.glob(d + '/state.part*')); open(out + '/state.safetensors', 'wb').write(b''.join(open(p, 'rb').read() for p in parts))
state, smeta = st.load(out + '/state.safetensors')
o = {}
for k, v in best.items():
    if k.startswith('G.'):
        o['ema.' + k] = v.float()
        o[k] = (state[k] if k in state and smeta['side'] == meta['side'] else v).float()
refine = tuple(int(x) for x in flags['refine'].split(',') if x)
keep = not refine and smeta['side'] == meta['side']
if keep:
    for name, shape, kind, dev, gain in N.discriminator_specs(side, flags['d_width'] * 256 // side, flags['d_limit'], int(meta['labels'])):
        v = state[name].float() * gain
        o[name] = v[:15] if name.startswith('D.labels') else v
st_ = {k: v.contiguous() for k, v in o.items()}
open(out + '/run.safetensors', 'wb').write(st.dump({**st_, 'check.z': best['check.z'].float(), 'check.image': best['check.image'].float()}, {**meta, 'keepsD': int(keep)}))
recipe = dict(name=f'face-{side}', network='skip', resolution=side, latentSize=flags['latent'], generatorWidth=flags['g_width'] * 256 // side, discriminatorWidth=flags['d_width'] * 256 // side,
              channelLimit=flags['g_limit'], discriminatorLimit=flags['d_limit'], discriminatorNorm='none', minibatchDeviation=True, labelWeight=1, batch=24, generatorRate=1e-4, discriminatorRate=3e-5,
              beta1=0.0, beta2=0.99, r1Weight=2, penaltyEvery=8, emaDecay=0.999, truncation=0.9)
json.dump(recipe, open(out + '/recipe-values.json', 'w'))
for p in glob.glob(d + '/pictures.tar'):
    t = tarfile.open(p)
    for m in t.getmembers():
        b = t.extractfile(m).read()
        if m.name.startswith('film/'): Image.open(io.BytesIO(b)).save(out + '/grids/' + m.name[5:14] + '.png')
        else: open(out + '/' + m.name, 'wb').write(b)
rows = []
for x in open(d + '/history.jsonl'):
    h = json.loads(x)
    if 'lossG' in h:
        s = lambda k: 1 / (1 + math.exp(-max(-60, min(60, float(h[k])))))
        rows.append(dict(step=h['step'], images=h['images'], seconds=h['seconds'], lossDReal=h['lossDReal'], lossDFake=h['lossDFake'], lossG=h['lossG'], dReal=s('logitReal'), dFakeBefore=s('logitFake'), dFakeAfter=s('logitFakeAfter'), errorLabelsReal=h['errorLabelsReal'], errorLabelsFake=h['errorLabelsFake']))
    elif 'measured' in h or 'final' in h: print(x.strip()[:600])
open(out + '/run-history.jsonl', 'w').write(''.join(json.dumps(r) + '\n' for r in rows))
print('side', side, 'D kept' if keep else 'D not of our family (or another size): begins anew', len(rows), 'lines of history', meta['steps'], 'steps', meta['images'], 'images')
