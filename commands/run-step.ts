import { spawn } from 'node:child_process'

/** Runs a command as a person would type it, with its output on this screen; its exit status. */
export function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', env })
    child.once('error', reject)
    child.once('exit', (status) => resolve(status ?? 1))
  })
}

export function runScript(name: string, env: NodeJS.ProcessEnv): Promise<number> {
  return run('npm', ['run', '--silent', name], env)
}
