/** Closes in good order when the process is told to end: SIGTERM, or Ctrl+C. */
export function endWithProcess(close: () => Promise<void>): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      close().then(() => process.exit(0), () => process.exit(1))
    })
  }
}
