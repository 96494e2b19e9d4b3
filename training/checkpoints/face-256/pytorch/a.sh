#!/bin/bash
# A: everything at full scale for a short while. a.sh [LIMIT seconds, 118]
here=$(cd "$(dirname "$0")" && pwd); OUT=${OUT:-out}; W=${W:-work}; L=${1:-118}; mkdir -p "$OUT" "$W"
. "$here/start.sh"
nvidia-smi --query-gpu=name,memory.total,clocks.sm --format=csv,noheader 2>/dev/null
free -g | sed -n 2p
mkdir -p "$W/a"; cd "$here"
timeout 55 $PY train.py --name bench --pool "$W/none" --bench ${BENCH_SIDES:-64,128,256} --bench-until ${BENCH_UNTIL:-34} $TINY 2>&1 | tee "$W/a/bench.log"
eval "$($PY choose.py bench "$W/a/bench.log" "$W/bench.flags")"
echo "bench done at $SECONDS s: $(cat "$W/bench.flags"); pool has $(ls "$W/pool" | grep -c raw) chunks"
one() { n=$1; shift; timeout $((L - SECONDS)) $PY train.py --name "$n" --light --out "$W/a" --pool "$W/pool" --seconds $((L - 5 - SECONDS)) --spare ${SPARE:-11} --stages ${A_STAGES:-64:0.5,128:1} \
  --heldout ${HELDOUT:-1000} --cap 30000 --eval-every 20 --emas 3,10 --cool 0.6 --rate-end 0.2 $(cat "$W/bench.flags") $TINY "$@" >"$W/a/$n.log" 2>&1 & }
one ns; one rel --loss rel --r2 1; one nsR --refine 32,16,8; one relR --loss rel --r2 1 --refine 32,16,8
wait $(jobs -p | grep -v "^$(cat "$W/pool.pid")$")
for n in ns rel nsR relR; do echo "== $n"; grep -E "measured|back|average|Error|done" "$W/a/$n.log" | cut -c1-330 | tail -6; done
$PY choose.py runs "$W/a" "$W/choice"; echo "choice: $(cat "$W/choice")"
tail -2 "$W/pool.log"; echo "pool has $(ls "$W/pool" | grep -c raw) chunks at $SECONDS s"
tar -C "$W" -cf "$OUT/a.tar" a choice bench.flags
