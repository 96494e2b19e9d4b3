"""A run's folder, as `npm run train` reads and writes it: recipe, newest checkpoint, history, sessions."""
import atexit
import json
import os
import platform
import struct
from datetime import datetime, timezone
from pathlib import Path

import numpy
import torch

KEPT = 2


def read_safetensors(path):
    """Tensors by name (f32), and the metadata."""
    with open(path, 'rb') as file:
        size, = struct.unpack('<Q', file.read(8))
        header = json.loads(file.read(size))
        data = file.read()
    metadata = header.pop('__metadata__', {})
    tensors = {}
    for name, entry in header.items():
        if entry['dtype'] != 'F32':
            raise SystemExit(f"{path}: {name} is {entry['dtype']}, not F32")
        start, end = entry['data_offsets']
        tensors[name] = torch.from_numpy(numpy.frombuffer(data[start:end], '<f4').copy()).reshape(entry['shape'])
    return tensors, metadata


def write_safetensors(path, tensors, metadata=None):
    """Writes aside and renames, so that a killed process leaves no half of a file."""
    header, at, arrays = {'__metadata__': metadata} if metadata else {}, 0, []
    for name, tensor in tensors.items():
        array = tensor.detach().cpu().float().contiguous().numpy()
        header[name] = {'dtype': 'F32', 'shape': list(tensor.shape), 'data_offsets': [at, at + array.nbytes]}
        at += array.nbytes
        arrays.append(array)
    text = json.dumps(header, separators=(',', ':')).encode()
    text += b' ' * (-len(text) % 8)
    aside = Path(f'{path}.part')
    with open(aside, 'wb') as file:
        file.write(struct.pack('<Q', len(text)) + text)
        for array in arrays:
            file.write(array.tobytes())
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)


def read_recipe(folder):
    path = folder / 'recipe.json'
    if not path.exists():
        raise SystemExit(f'{folder} is no run; make one by `npm run import-checkpoint` or `npm run train`')
    return json.loads(path.read_text())


def checkpoints(folder):
    """The files, the newest last."""
    return sorted(folder.glob('checkpoint-*.safetensors'))


def read_checkpoint(folder):
    files = checkpoints(folder)
    if not files:
        raise SystemExit(f'{folder} has no checkpoint yet; take a step by `npm run train` first')
    tensors, metadata = read_safetensors(files[-1])
    return tensors, int(metadata['steps']), float(metadata['seconds'])


def save_checkpoint(folder, tensors, steps, seconds):
    """Saves the state, and removes older ones; the one whose pictures were measured as the best stays."""
    metadata = {'format': 'pt', 'steps': str(steps), 'seconds': f'{seconds:.2f}'}
    write_safetensors(folder / f'checkpoint-{steps:09d}.safetensors', tensors, metadata)
    measured = {file: read_metadata(file).get('swd') for file in checkpoints(folder)}
    best = min((file for file, swd in measured.items() if swd is not None), key=lambda file: float(measured[file]), default=None)
    for file in checkpoints(folder)[:-KEPT]:
        if file != best:
            file.unlink()


def read_metadata(path):
    with open(path, 'rb') as file:
        size, = struct.unpack('<Q', file.read(8))
        return json.loads(file.read(size)).get('__metadata__', {})


def append_line(path, value):
    with open(path, 'a') as file:
        file.write(json.dumps(value, separators=(',', ':')) + '\n')


def append_session(folder, steps, device, changes):
    """Says when, on what machine and by which version of PyTorch the run was trained, and what differed from its recipe."""
    append_line(folder / 'sittings.jsonl', {
        'started': now(),
        'from': steps, 'device': device, 'cpu': processor(), 'cores': os.cpu_count(),
        'memory': round(os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2 ** 30),
        'system': f'{platform.system().lower()} {platform.machine()}', 'pytorch': torch.__version__,
        **({'changes': changes} if changes else {}),
    })


def processor():
    if torch.cuda.is_available():
        return torch.cuda.get_device_name()
    lines = Path('/proc/cpuinfo').read_text().splitlines() if Path('/proc/cpuinfo').exists() else []
    return next((line.split(':')[1].strip() for line in lines if line.startswith('model name')), platform.processor())


def rewind_history(folder, steps):
    """Removes the lines of steps after the checkpoint, which are taken again."""
    path = folder / 'history.jsonl'
    if path.exists():
        lines = [line for line in path.read_text().splitlines() if line.endswith('}') and json.loads(line)['step'] <= steps]
        aside = folder / 'history.jsonl.part'
        aside.write_text(''.join(f'{line}\n' for line in lines))
        aside.replace(path)


def lock(folder):
    """Takes the run's lock (`run/lock.ts`) until the process ends."""
    path = folder / 'lock.json'
    if path.exists():
        holder = json.loads(path.read_text())
        is_here = holder['host'] == platform.node()
        if not is_here or process_start(holder['pid']) == holder.get('start'):
            raise SystemExit(f"{folder} is being trained by process {holder['pid']} on {holder['host']} since {holder['since']}")
        path.unlink()
    aside = folder / f'lock.json.{os.getpid()}.part'
    aside.write_text(json.dumps({'pid': os.getpid(), 'host': platform.node(), 'start': process_start(os.getpid()), 'since': now()}))
    try:
        # A hard link appears with its content or not at all, and only one process can be first.
        os.link(aside, path)
    except FileExistsError:
        raise SystemExit(f'{folder} is being trained by another process that began just now') from None
    finally:
        aside.unlink()
    atexit.register(lambda: path.unlink(missing_ok=True))


def process_start(pid):
    """When a process started, as `processStart` of `run/lock.ts` says it on Linux; None where there is no such process."""
    try:
        # The name in the file may contain spaces and parentheses; nothing after its last parenthesis does.
        fields = Path(f'/proc/{pid}/stat').read_text().rpartition(')')[2].split()
        return f"{Path('/proc/sys/kernel/random/boot_id').read_text().strip()} {fields[19]}"
    except OSError:
        return None


def now():
    return datetime.now(timezone.utc).isoformat(timespec='milliseconds').replace('+00:00', 'Z')
