import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { watch } from 'node:fs'
import { BUILDS, buildOnce } from './build-once'

/** What the server's side is made of: a change here serves the product anew, on the same data. */
const SERVER = ['rules', 'cloudfunctions', 'devcloud']
/** What the browser's side is made of: a change here builds it again; the browser is reloaded by hand. */
const BROWSER = ['src', 'config', 'rules']
/** Written by the builds themselves, or by an editor beside a file that it saves. */
const NOT_SOURCE = /(compiled(-office)?\.json|~|\.swp)$/
/** An editor writes a file in several steps, and a checkout writes many files. */
const QUIET_MS = 300

/**
 * `npm run dev`: the product for whoever changes it. A change of policies, functions, pages or the local cloud builds
 * what reads it and serves it. What follows `--` goes to `npm start`. On loopback only, as `npm start`: Taro's own
 * watcher listens on every address of the machine.
 */
async function dev(): Promise<void> {
  const env = { ...process.env }
  await buildOnce(BUILDS.policies, env)
  await buildBrowser(env)
  let server = serve()
  const stop = () => {
    server.kill('SIGTERM')
    process.exit()
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)

  onChange(SERVER, (file) => {
    console.log(`\n${file} 变了，重新启动 changed: serving anew`)
    const before = server
    // The next one takes the port and the data folder once this one has let go of them.
    const next = () => {
      server = serve()
    }
    if (before.exitCode === null && before.signalCode === null) before.once('exit', next).kill('SIGTERM')
    else next()
  })
  onChange(BROWSER, (file) => {
    console.log(`\n${file} 变了，重新编译 changed: building the pages`)
    void buildBrowser(env).then(() => console.log('可以刷新浏览器了 Reload the browser'))
  })
}

// One process, without npx before it: whoever is told to end has to be who holds the port and the data.
const serve = (): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', 'commands/start.ts', '--dev', ...process.argv.slice(2)], {
    stdio: 'inherit',
  })

/** A page that does not compile is told, and the last one that did is still served. */
async function buildBrowser(env: NodeJS.ProcessEnv): Promise<void> {
  await buildOnce(BUILDS.h5, env).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error))
  })
}

/** Calls once things are quiet, with the first file that changed. */
function onChange(folders: readonly string[], act: (file: string) => void): void {
  let waiting: NodeJS.Timeout | undefined
  for (const folder of folders) {
    watch(folder, { recursive: true }, (_, file) => {
      if (file === null || NOT_SOURCE.test(file)) return
      clearTimeout(waiting)
      waiting = setTimeout(() => act(`${folder}/${file}`), QUIET_MS)
    })
  }
}

dev().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
})
