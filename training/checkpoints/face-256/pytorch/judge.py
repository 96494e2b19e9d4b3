"""judge.py: what D says of two smooth pictures, and the penalty of its slopes there: what training/checkpoints.test.ts expects of our D."""
import os
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import torch
import nets as N, st

with tempfile.TemporaryDirectory() as folder:
    os.system(f'{sys.executable} {os.path.dirname(os.path.abspath(__file__))}/join.py {folder}/state.safetensors')
    state, _ = st.load(folder + '/state.safetensors')
SIDE, REFINE = 256, (32, 16, 8)
d = {name: state[name].float() * gain for name, _, _, _, gain in N.discriminator_specs(SIDE, 48, 512, 17, REFINE)}
ramp = torch.arange(SIDE) / 128 - 1
right, down = ramp.view(1, -1).expand(SIDE, SIDE), ramp.view(-1, 1).expand(SIDE, SIDE)
picture = torch.stack([right, down, (right + down) / 2])
pictures = torch.stack([picture, -picture]).requires_grad_()
logits, labels = N.discriminate(d, pictures, SIDE, refine=REFINE)
slope, = torch.autograd.grad(logits.sum(), pictures)
print('logits', logits.tolist(), 'labels', labels[:, :15].tolist(), 'penalty', (slope.square().sum() / 4).item())
