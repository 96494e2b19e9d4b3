#!/bin/bash
# B: the long run. b.sh LIMIT [flags of train.py ...]; without flags those that A chose, if it ran on this machine, else the default.
here=$(cd "$(dirname "$0")" && pwd); OUT=${OUT:-out}; W=${W:-work}; L=$1; shift; mkdir -p "$OUT" "$W"
. "$here/start.sh"
nvidia-smi --query-gpu=name,memory.total --format=csv,noheader 2>/dev/null
cd "$here"
FLAGS="$*"; [ -n "$FLAGS" ] || FLAGS=$(cat "$W/choice" 2>/dev/null); [ -n "$FLAGS" ] || FLAGS="--refine 32,16,8"
echo "flags: $FLAGS"
$PY train.py --out "$OUT" --pool "$W/pool" --heldout ${HELDOUT:-1000} --seconds $((L - SECONDS)) --spare ${SPARE:-22} $TINY $FLAGS 2>&1 | tee "$W/b.log" | cut -c1-260
rc=${PIPESTATUS[0]}
if [ "$rc" != 0 ] && [ $((L - SECONDS)) -gt ${AGAIN:-80} ]; then
  echo "train.py ended with $rc at $SECONDS s: again from what was saved, without graphs"
  REST=$($PY - "$OUT" <<'P'
import json, sys
side = None
try:
    for x in open(sys.argv[1] + '/history.jsonl'):
        side = json.loads(x).get('side', side)
except OSError:
    pass
stages = {64: '64:0.15,128:0.5,256:1', 128: '128:0.4,256:1', 256: '256:1'}
print(f'--stages {stages[side]} --resume' if side in stages else '')
P
  )
  if [ -n "$REST" ] && [ -f "$OUT/state.part0" ]; then cat "$OUT"/state.part* >"$W/state.safetensors"; REST="$REST $W/state.safetensors"; else REST=; fi
  $PY train.py --out "$OUT" --pool "$W/pool" --heldout ${HELDOUT:-1000} --seconds $((L - SECONDS)) --spare ${SPARE:-22} $TINY $FLAGS $REST --graphs 0 2>&1 | tee -a "$W/b.log" | cut -c1-260
fi
gzip -c "$W/b.log" >"$OUT/log.gz"; rm -f "$OUT"/*.tmp
ls -l "$OUT"; echo "ended at $SECONDS s, pool $(ls "$W/pool" | grep -c raw) chunks; $(tail -1 "$W/pool.log")"
