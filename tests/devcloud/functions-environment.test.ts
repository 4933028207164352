import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { environmentOf, provideEnvironment } from '../../devcloud/environment'
import { functionFolder } from './function-folder'
import { newBrowser, startDevcloudProcess } from './running-devcloud'

// Some start processes of their own, which on a busy machine takes longer than Jest waits by itself.

const folder = () => mkdtempSync(join(tmpdir(), 'devcloud-environment-'))
const SECRET = /^[A-Za-z0-9+/]{43}=$/

function environmentFile(content: unknown): string {
  const file = join(folder(), 'environment.json')
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

const FILE = environmentFile({ SHOP_KEYS: 'a:{32 random bytes}', SHOP_INDEX: '{32 random bytes}', SHOP_NAME: 'corner' })

describe('what functions find in their environment', () => {
  const functions = functionFolder({
    'look/index.js': 'exports.main = async () => ({ keys: process.env.SHOP_KEYS, name: process.env.SHOP_NAME })',
  })

  async function seenIn(args: readonly string[]): Promise<unknown> {
    const devcloud = await startDevcloudProcess(['--functions', functions, ...args])
    try {
      return (await (await newBrowser(devcloud.url)).call('look', {})).json
    } finally {
      await devcloud.stop()
    }
  }

  test('is what the file says, with secrets that a second start finds again', async () => {
    const data = folder()
    const first = await seenIn(['--data', data, '--environment', FILE])
    expect(first).toEqual({ keys: expect.stringMatching(/^a:[A-Za-z0-9+/]{43}=$/) as string, name: 'corner' })
    expect(await seenIn(['--data', data, '--environment', FILE])).toEqual(first)
    expect(environmentOf(data, FILE)).toMatchObject({ SHOP_KEYS: (first as { keys: string }).keys })
  })

  test('is nothing more when no file is named', async () => {
    expect(await seenIn([])).toEqual({})
  })

  test('keeps devcloud from starting when the file is wrong', async () => {
    await expect(startDevcloudProcess(['--environment', '/nowhere'])).rejects.toThrow('ENOENT')
    await expect(startDevcloudProcess(['--environment', environmentFile({ WX_OPENID: 'o1' })])).rejects.toThrow(
      'WX_OPENID is a name of the platform',
    )
  })
})

describe('secrets of a data folder', () => {
  test("are its owner's to read, and another folder has others", () => {
    const [one, other] = [folder(), folder()]
    const made = environmentOf(one, FILE)
    expect(made.SHOP_INDEX).toMatch(SECRET)
    expect(statSync(join(one, 'secrets.json')).mode & 0o777).toBe(0o600)
    expect(JSON.parse(readFileSync(join(one, 'secrets.json'), 'utf8'))).toEqual({
      SHOP_KEYS: made.SHOP_KEYS,
      SHOP_INDEX: made.SHOP_INDEX,
    })
    expect(environmentOf(other, FILE).SHOP_INDEX).not.toBe(made.SHOP_INDEX)
  })

  test('are made for a folder that is not there yet', () => {
    const data = join(folder(), 'new')
    expect(environmentOf(data, FILE)).toEqual(environmentOf(data, FILE))
  })

  test('are made anew each time when there is no folder to keep them in', () => {
    expect(environmentOf(undefined, FILE).SHOP_INDEX).not.toBe(environmentOf(undefined, FILE).SHOP_INDEX)
  })

  test('stay when the file asks for one more, or for one no longer', () => {
    const data = folder()
    const before = environmentOf(data, FILE)
    const after = environmentOf(
      data,
      environmentFile({ SHOP_KEYS: 'a:{32 random bytes}', SHOP_SALT: '{8 random bytes}' }),
    )
    expect(after).toEqual({
      SHOP_KEYS: before.SHOP_KEYS,
      SHOP_SALT: expect.stringMatching(/^[A-Za-z0-9+/]{11}=$/) as string,
    })
    expect(environmentOf(data, FILE)).toEqual(before)
    expect(statSync(join(data, 'secrets.json')).mode & 0o777).toBe(0o600)
  })

  test('that someone changed by hand, to rotate a key, are taken as they now are', () => {
    const data = folder()
    const { SHOP_KEYS: old = '' } = environmentOf(data, FILE)
    const file = join(data, 'secrets.json')
    writeFileSync(file, readFileSync(file, 'utf8').replace(old, `b:new,${old}`))
    expect(environmentOf(data, FILE).SHOP_KEYS).toBe(`b:new,${old}`)
  })

  test.each(['{"SHOP_KEYS": "a:sec', '["sec"]', '{"SHOP_KEYS": 5}'])(
    'that are damaged (%s) are neither replaced nor quoted',
    (damaged) => {
      const data = folder()
      const file = join(data, 'secrets.json')
      writeFileSync(file, damaged)
      expect(() => environmentOf(data, FILE)).toThrow(
        `${file} is not {"NAME": "value", …}. What is sealed in this folder needs it: put the right file back`,
      )
      expect(readFileSync(file, 'utf8')).toBe(damaged)
    },
  )
})

describe("a value of the machine's own environment", () => {
  afterEach(() => {
    delete process.env.SHOP_KEYS
  })

  test('wins over the file, and nothing is made in its place', () => {
    process.env.SHOP_KEYS = 'given'
    const data = folder()
    expect(environmentOf(data, FILE)).toMatchObject({ SHOP_KEYS: 'given', SHOP_NAME: 'corner' })
    expect(readFileSync(join(data, 'secrets.json'), 'utf8')).not.toContain('SHOP_KEYS')
  })

  test('stays as it was when devcloud has ended, and what devcloud gave is gone', () => {
    process.env.SHOP_KEYS = 'given'
    const withdraw = provideEnvironment({ SHOP_KEYS: 'given', SHOP_NAME: 'corner' })
    expect(process.env.SHOP_NAME).toBe('corner')
    withdraw()
    expect(process.env.SHOP_NAME).toBeUndefined()
    expect(process.env.SHOP_KEYS).toBe('given')
  })
})

test.each([
  [{ 'not a name': 'x' }, 'no name of a variable'],
  [{ TCB_ENV: 'x' }, 'TCB_ENV is a name of the platform'],
  [{ SHOP: 5 }, 'SHOP'],
  ['{', 'JSON'],
])('an environment file like %j is refused', (content, why) => {
  expect(() => environmentOf(undefined, environmentFile(content))).toThrow(why)
})
