/** CPU time of the whole process, over all threads: unlike elapsed time, other programs on the machine change it little. */

/** @returns the CPU time of one run, in milliseconds */
export async function cpuTime(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** @returns the median CPU time of that many runs, in milliseconds */
export async function medianCpuTime(work: () => unknown, runs: number): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    times.push(await cpuTime(work));
  }
  return times.sort((a, b) => a - b)[runs >> 1] ?? 0;
}
