"""A run's folder, as `npm run train` reads and writes it: recipe, checkpoints, history, grids, sessions and lock."""
import atexit
import json
import os
import platform
import struct
import subprocess
import zlib
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
        raise SystemExit(f'there is no run {folder}; make one by `npm run import-checkpoint` or `npm run train`')
    return json.loads(path.read_text())


def checkpoints(folder):
    """The files, the newest last."""
    return sorted(folder.glob('checkpoint-*.safetensors'))


def read_checkpoint(folder):
    """The tensors of the newest checkpoint, and its metadata."""
    files = checkpoints(folder)
    if not files:
        raise SystemExit(f'{folder} has no checkpoint yet; `npm run train` with --steps 1 makes the first')
    return read_safetensors(files[-1])


def save_checkpoint(folder, tensors, metadata):
    """Saves the state, and removes older ones; the one whose pictures were measured as the best stays."""
    broken = next((name for name, tensor in tensors.items() if not tensor.isfinite().all()), None)
    if broken is not None:
        raise SystemExit(f"the training diverged before step {metadata['steps']}: {broken} holds numbers that are not finite; "
                         'the newest checkpoint is from before; lower the rates')
    write_safetensors(folder / f"checkpoint-{int(metadata['steps']):09d}.safetensors", tensors, {'format': 'pt', **metadata})
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
        'started': now(), 'from': steps, 'device': device, 'cpu': torch.cuda.get_device_name() if device == 'cuda' else processor(),
        'cores': os.cpu_count(), 'memory': round(os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2 ** 30),
        'system': f'{platform.system().lower()} {platform.machine()}', 'pytorch': torch.__version__,
        **({'changes': changes} if changes else {}),
    })


def processor():
    lines = Path('/proc/cpuinfo').read_text().splitlines() if Path('/proc/cpuinfo').exists() else []
    return next((line.split(':')[1].strip() for line in lines if line.startswith('model name')), platform.processor() or 'unknown')


def has_grid(step):
    """Whether a run draws a grid after a step, as in `run/grids.ts`."""
    return step % (100 if step < 2000 else 500 if step < 10000 else 1000) == 0


def save_grid(folder, step, pictures, columns):
    """Pictures f32 [n, 3, side, side] in [−1, 1], in rows, as a PNG file."""
    side = pictures.shape[2]
    levels = (pictures.clamp(-1, 1).add(1).mul(127.5)).round().to(torch.uint8).cpu()
    rows = levels.reshape(-1, columns, 3, side, side).permute(0, 3, 1, 4, 2).reshape(-1, columns * side, 3).numpy()
    # Each line of pixels begins with the number of its filter, 0 for none.
    lines = b''.join(b'\0' + row.tobytes() for row in rows)

    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))

    header = struct.pack('>IIBBBBB', rows.shape[1], rows.shape[0], 8, 2, 0, 0, 0)
    png = b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', header) + chunk(b'IDAT', zlib.compress(lines, 6)) + chunk(b'IEND', b'')
    (folder / 'grids').mkdir(exist_ok=True)
    path = folder / 'grids' / f'{step:09d}.png'
    aside = path.with_suffix('.png.part')
    aside.write_bytes(png)
    aside.replace(path)


def rewind_history(folder, steps):
    """Removes the lines and the grids of steps after the checkpoint, which are taken again."""
    path = folder / 'history.jsonl'
    if path.exists():
        lines = [line for line in path.read_text().splitlines() if line.endswith('}') and json.loads(line)['step'] <= steps]
        aside = folder / 'history.jsonl.part'
        aside.write_text(''.join(f'{line}\n' for line in lines))
        aside.replace(path)
    for grid in (folder / 'grids').glob('*.png'):
        if int(grid.stem) > steps:
            grid.unlink()


def lock(folder):
    """Takes the run's lock (`run/lock.ts`) until the process ends."""
    path, mine = folder / 'lock.json', {'pid': os.getpid(), 'host': platform.node(), 'since': now()}
    start = process_start(os.getpid())
    mine = json.dumps({**mine, 'start': start} if start else mine)
    complete = folder / f'lock.json.{os.getpid()}.part'
    complete.write_text(mine)
    try:
        while True:
            try:
                # A hard link appears with its content or not at all, and only one process can be first.
                os.link(complete, path)
                break
            except FileExistsError:
                remove_stale_lock(folder, path)
    finally:
        complete.unlink()

    def release():
        if path.exists() and path.read_text() == mine:
            path.unlink()

    atexit.register(release)


def remove_stale_lock(folder, path):
    """Removes the lock of a process that has ended. Ends this one where the holder still runs, or is on another machine."""
    try:
        text = path.read_text()
    except FileNotFoundError:
        return
    holder = json.loads(text)
    start = process_start(holder['pid'])
    is_gone = holder['host'] == platform.node() and (start is None or holder.get('start', start) != start)
    if not is_gone:
        raise SystemExit(f"{folder} is being trained by process {holder['pid']} on {holder['host']} since {holder['since']}")
    aside = folder / f'lock.json.{os.getpid()}.stale.part'
    try:
        path.rename(aside)
    except FileNotFoundError:
        return
    if aside.read_text() != text:
        # Another process removed it first, and its own lock is there now.
        os.link(aside, path)
    aside.unlink()


def process_start(pid):
    """When a process started, in the words of `processStart` in `run/lock.ts`; None where there is no such process."""
    if not Path('/proc/self/stat').exists():
        return subprocess.run(['ps', '-o', 'lstart=', '-p', str(pid)], capture_output=True, text=True).stdout.strip() or None
    try:
        # The name in the file may contain spaces and parentheses; nothing after its last parenthesis does.
        fields = Path(f'/proc/{pid}/stat').read_text().rpartition(')')[2].split()
        return f"{Path('/proc/sys/kernel/random/boot_id').read_text().strip()} {fields[19]}"
    except OSError:
        return None


def now():
    return datetime.now(timezone.utc).isoformat(timespec='milliseconds').replace('+00:00', 'Z')
