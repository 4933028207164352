const SAMPLE_MS = 50
const MEGABYTE = 1024 * 1024

/**
 * By how much the process grew at most while something ran, in whole MB: looked at when it begins and ends, and every
 * 50 ms between. All functions share the process, with devcloud, and what a call leaves for the garbage collector
 * counts until it is collected: so this is more than a call needs by itself, and nothing that could be taken from it.
 */
export function memoryWatch(): { begin(): () => number } {
  const watched = new Set<{ base: number; peak: number }>()
  let sampling: NodeJS.Timeout | undefined

  const sample = () => {
    const now = process.memoryUsage.rss()
    for (const one of watched) one.peak = Math.max(one.peak, now)
  }

  return {
    begin() {
      const base = process.memoryUsage.rss()
      const one = { base, peak: base }
      watched.add(one)
      sampling ??= setInterval(sample, SAMPLE_MS).unref()
      return () => {
        sample()
        watched.delete(one)
        if (watched.size === 0) {
          clearInterval(sampling)
          sampling = undefined
        }
        return Math.round((one.peak - one.base) / MEGABYTE)
      }
    },
  }
}

/** Closes in good order when the process is told to end: SIGTERM, or Ctrl+C. */
export function endWithProcess(close: () => Promise<void>): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      close().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    })
  }
}
