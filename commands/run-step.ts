import { spawn } from 'node:child_process'

/** Runs a command as a person would type it, with its output on this screen; its exit status. */
export function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', env })
    child.once('error', reject)
    child.once('exit', (status) => resolve(status ?? 1))
  })
}

/** Runs an npm script quietly: what it prints is shown only when it fails, for a bundler prints a lot. */
export function runQuietly(script: string, env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn('npm', ['run', '--silent', script], { stdio: ['ignore', 'pipe', 'pipe'], env, detached: true })
    const printed: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => printed.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => printed.push(chunk))
    // Whoever stops the command stops the build too: npm, its shell and the bundler, which are one process group.
    const stop = () => {
      if (child.pid !== undefined) process.kill(-child.pid)
    }
    process.once('exit', stop)
    child.once('error', reject)
    child.once('exit', (status) => {
      process.off('exit', stop)
      if (status !== 0) process.stderr.write(Buffer.concat(printed))
      resolve(status ?? 1)
    })
  })
}
