import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FIXTURE_FUNCTIONS, newBrowser, startDevcloudProcess } from './running-devcloud'

// Each starts processes of its own, which on a busy machine takes longer than Jest waits by itself.

describe('starting and stopping', () => {
  test('SIGTERM lets the call that is running end, and then ends devcloud cleanly', async () => {
    const devcloud = await startDevcloudProcess(['--functions', FIXTURE_FUNCTIONS])
    const browser = await newBrowser(devcloud.url)
    const running = browser.call('who-calls', { ms: 300 })
    await new Promise((done) => setTimeout(done, 100))
    const stopped = devcloud.stop()
    expect((await running).status).toBe(200)
    expect(await stopped).toBe(0)
  })

  test('its npm script prints one line, with the address, and nothing else', async () => {
    const child = spawn('npm', ['run', '--silent', 'devcloud', '--', '--port', '0', '--functions', FIXTURE_FUNCTIONS], {
      detached: true,
    })
    let printed = ''
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
    })
    await once(child.stdout, 'data')
    const url = /http:\S+/.exec(printed)?.[0] ?? ''
    expect((await newBrowser(url)).cookie).not.toBe('')
    expect(printed).toMatch(/^devcloud ready at http:\/\/127\.0\.0\.1:\d+ \(mirror, .*\)\n$/)
    const ended = once(child, 'exit')
    process.kill(-(child.pid ?? 0), 'SIGTERM')
    await ended
  })

  test('without a folder to serve there are no pages, but there are functions', async () => {
    const devcloud = await startDevcloudProcess(['--functions', FIXTURE_FUNCTIONS])
    expect((await fetch(devcloud.url)).status).toBe(404)
    await devcloud.stop()
  })

  test.each([
    [['--functions', '/nowhere'], 'ENOENT'],
    [['--now', 'tomorrow'], '--now has to be a moment'],
    [['--identities', '/nowhere'], 'ENOENT'],
    [['--functions', FIXTURE_FUNCTIONS, '--port', 'x'], '--port has to be a whole number'],
    [['--functions', FIXTURE_FUNCTIONS, '--colour'], '--colour'],
  ])('%j is refused with one line that says why', async (args, why) => {
    await expect(startDevcloudProcess(args)).rejects.toThrow(why)
  })

  test('alone, without functions, it is a cloud all the same', async () => {
    const devcloud = await startDevcloudProcess([])
    expect((await (await newBrowser(devcloud.url)).call('any', {})).json).toMatchObject({ code: 'FUNCTION_NOT_FOUND' })
    expect(await devcloud.stop()).toBe(0)
  })

  test('a folder without functions is a cloud without functions', async () => {
    const devcloud = await startDevcloudProcess(['--functions', mkdtempSync(join(tmpdir(), 'devcloud-empty-'))])
    expect((await (await newBrowser(devcloud.url)).call('any', {})).json).toMatchObject({ code: 'FUNCTION_NOT_FOUND' })
    await devcloud.stop()
  })
})
