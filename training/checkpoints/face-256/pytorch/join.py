"""join.py OUT: the two files of this checkpoint as one state for `train.py --resume`, matrices of D from int8 to floats."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import st

here = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')
state, meta = st.load(os.path.join(here, 'generator.safetensors'))
stored, _ = st.load(os.path.join(here, 'discriminator.safetensors'))
for name, value in stored.items():
    if name.endswith('.scale'):
        continue
    scale = stored.get(name + '.scale')
    state[name] = value if scale is None else value.float() * scale.view(-1, *[1] * (value.ndim - 1))
with open(sys.argv[1], 'wb') as file:
    file.write(st.dump(state, meta))
