"""Renders portraits in the background: PROCESSES renderers, each a range of its own; chunks of 64 into FOLDER as
SEED-INDEX.raw (RGB, side 256) and .jsonl, renamed when whole.
    pool.py RENDERER ASSETS FOLDER PROCESSES HELDOUT FIRST LIMIT
HELDOUT portraits of seed 77 come first (from index 0), then seed 20263 from index FIRST on, at most LIMIT."""
import os, subprocess, sys, threading, queue

try:
    os.setsid()  # lives on when the command that started it ends
except OSError:
    pass
renderer, assets, folder, processes, heldout, first, limit = sys.argv[1], sys.argv[2], sys.argv[3], *map(int, sys.argv[4:8])
SIDE = int(os.environ.get('SIDE', 256)); N = SIDE * SIDE * 3; CHUNK = int(os.environ.get('CHUNK', 64)); RUN = int(os.environ.get('RUNLEN', 512))
os.makedirs(folder, exist_ok=True)
jobs = queue.Queue()
hchunk = min(CHUNK, max(8, heldout // max(processes, 1) + 1))
for i in range(0, heldout, hchunk):
    jobs.put((77, i, min(hchunk, heldout - i)))
for i in range(first, first + limit, RUN):
    jobs.put((20263, i, RUN))


def one(seed, start, count):
    r, w = os.pipe()
    p = subprocess.Popen(['nice', '-n', '19', 'bash', '-c', f'exec "$@" 3>&{w}', 'bash', renderer, assets, str(seed), str(start), str(count), f'size={SIDE}'],
                         stdout=subprocess.PIPE, pass_fds=(w,))
    os.close(w)
    lines = []
    reader = threading.Thread(target=lambda: lines.extend(os.fdopen(r, 'rb')), daemon=True); reader.start()
    at, rest = start, count
    pending = []
    while rest:
        n = min(CHUNK, rest)
        b = p.stdout.read(N * n)
        if len(b) != N * n:
            raise RuntimeError(f'renderer stopped at {at}')
        path = f'{folder}/{seed}-{at:07d}'
        with open(path + '.part', 'wb') as f:
            f.write(b)
        pending.append((path, at - start, n))
        at += n; rest -= n
        # labels are buffered by the renderer; a chunk is whole when its lines have come
        while pending and len(lines) >= pending[0][1] + pending[0][2]:
            finish(*pending.pop(0), lines)
    p.wait(); reader.join()
    for it in pending:
        finish(*it, lines)


def finish(path, off, n, lines):
    with open(path + '.jsonl', 'wb') as f:
        f.writelines(lines[off:off + n])
    os.rename(path + '.part', path + '.raw')


def worker():
    while True:
        try:
            job = jobs.get_nowait()
        except queue.Empty:
            return
        try:
            one(*job)
        except Exception as e:
            print('pool:', job, e, file=sys.stderr, flush=True)
            return


threads = [threading.Thread(target=worker) for _ in range(processes)]
[t.start() for t in threads]
[t.join() for t in threads]
