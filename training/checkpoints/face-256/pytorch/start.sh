# Sourced: unpacks the assets, starts the renderers unless they run already. Needs: here, W, POOL_N, HELDOUT.
export PYTHONUNBUFFERED=1 OMP_NUM_THREADS=4
PY=${PY:-python3}
if [ -f "$W/pool.pid" ] && kill -0 "$(cat "$W/pool.pid")" 2>/dev/null; then
  echo "pool: goes on, $(ls "$W/pool" | grep -c raw) chunks"
else
  mkdir -p "$W/pool"
  $PY -c "import lzma,shutil,sys; shutil.copyfileobj(lzma.open(sys.argv[1]), open(sys.argv[2],'wb'), 2**22)" "$here/assets.bin.xz" "$W/assets.bin"
  chmod +x "$here"/render-* 2>/dev/null
  R=
  for v in render-v4 render-v3; do cp "$here/$v" "$W/$v"; chmod +x "$W/$v"; n=$("$W/$v" "$W/assets.bin" 77 0 1 size=256 3>/dev/null | wc -c); [ "$n" = 196608 ] && { R=$W/$v; break; }; done
  echo "pool: renderer ${R:-NONE RUNS}, $(getconf _NPROCESSORS_ONLN) cores, $SECONDS s"
  if [ -n "$R" ]; then
    nohup nice -n 19 $PY "$here/pool.py" "$R" "$W/assets.bin" "$W/pool" "${POOL_N:-$(( $(getconf _NPROCESSORS_ONLN) > 3 ? $(getconf _NPROCESSORS_ONLN) - 2 : 1 ))}" "${HELDOUT:-1000}" 600000 "${POOL_MOST:-70000}" >"$W/pool.log" 2>&1 </dev/null &
    echo $! >"$W/pool.pid"
  fi
fi
