import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { causeOf, openDataFolder } from '../../devcloud/data-folder'
import { SqliteFile } from '../../devcloud/database/sqlite-file'
import { environmentOf } from '../../devcloud/environment'
import { asPlatformError } from '../../devcloud/platform-error'
import { indexFile, newFolder, sdkDatabase } from './database/cloud-database'
import { startDevcloudProcess } from './running-devcloud'

// Most start processes of their own, which on a busy machine takes longer than Jest waits by itself.

const rightsOf = (path: string) => (statSync(path).mode & 0o777).toString(8)
const rightsIn = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, rightsOf(join(folder, name))]))

function environmentFile(): string {
  const file = join(newFolder(), 'environment.json')
  writeFileSync(file, JSON.stringify({ SHOP_KEYS: 'a:{32 random bytes}' }))
  return file
}
const ENVIRONMENT = environmentFile()
const THINGS = indexFile({ things: {} })

/** Starts a devcloud over the folder, has the SDK add a document, and stops or kills it. */
async function withDocument(
  folder: string,
  end: 'SIGTERM' | 'SIGKILL' = 'SIGTERM',
  args: readonly string[] = ['--environment', ENVIRONMENT],
): Promise<void> {
  const devcloud = await startDevcloudProcess(['--data', folder, '--indexes', THINGS, ...args])
  await sdkDatabase(devcloud.url)
    .collection('things')
    .add({ data: { kind: 'bread' } })
  if (end === 'SIGTERM') {
    await devcloud.stop()
    return
  }
  const ended = new Promise((resolve) => devcloud.process.once('exit', resolve))
  devcloud.process.kill(end)
  await ended
}

describe('who may read the data', () => {
  const CLOSED = { 'database.sqlite': '600', 'secrets.json': '600', 'session-key': '600', 'wechat.sqlite': '600' }

  test('its owner alone, from the first start on, also while devcloud runs', async () => {
    const folder = join(newFolder(), 'deep', 'data')
    // Killed, it leaves what lies there while it runs.
    await withDocument(folder, 'SIGKILL')
    expect(rightsOf(folder)).toBe('700')
    expect(rightsIn(folder)).toMatchObject({ ...CLOSED, 'database.sqlite-wal': '600' })
    expect(new Set(Object.values(rightsIn(folder)))).toEqual(new Set(['600']))
  })

  test('its owner alone, where an older devcloud had left it open to all', async () => {
    const folder = newFolder()
    await withDocument(folder, 'SIGKILL')
    for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o644)
    chmodSync(folder, 0o755)
    await withDocument(folder)
    expect(rightsOf(folder)).toBe('700')
    expect(rightsIn(folder)).toMatchObject(CLOSED)
    expect(new Set(Object.values(rightsIn(folder)))).toEqual(new Set(['600']))
  })

  test('a folder that has other things in it keeps its own rights; the data in it is closed all the same', async () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'letter.txt'), 'mine')
    chmodSync(join(folder, 'letter.txt'), 0o644)
    chmodSync(folder, 0o755)
    openDataFolder(folder)
    expect(rightsOf(folder)).toBe('755')
    await withDocument(folder)
    expect(rightsIn(folder)).toMatchObject({ ...CLOSED, 'letter.txt': '644' })
  })
})

describe('a folder that cannot be used is refused in one line that says what to do', () => {
  test.each<[string, (folder: string) => string, string]>([
    [
      'a file in its place',
      (folder) => {
        writeFileSync(join(folder, 'data'), '')
        return join(folder, 'data')
      },
      'a file stands where a folder has to be',
    ],
    [
      'a file on the way',
      (folder) => {
        writeFileSync(join(folder, 'data'), '')
        return join(folder, 'data', 'deep')
      },
      'a file stands where a folder has to be',
    ],
    [
      "a folder in its database's place",
      (folder) => {
        mkdirSync(join(folder, 'database.sqlite'))
        return folder
      },
      'a folder where a file has to be',
    ],
    [
      'a damaged database',
      (folder) => {
        writeFileSync(join(folder, 'database.sqlite'), 'bread and rye '.repeat(100))
        return folder
      },
      'its database is damaged',
    ],
    [
      'a damaged file of WeChat',
      (folder) => {
        writeFileSync(join(folder, 'wechat.sqlite'), 'rye and bread '.repeat(100))
        return folder
      },
      'wechat.sqlite: its database is damaged',
    ],
    [
      'a damaged key of sign-in',
      (folder) => {
        writeFileSync(join(folder, 'session-key'), 'short')
        return folder
      },
      'session-key is damaged',
    ],
  ])('%s', async (_what, made, why) => {
    const folder = made(newFolder())
    const failure = await startDevcloudProcess(['--data', folder]).then(
      () => null,
      (error: Error) => error.message,
    )
    expect(failure).toContain(why)
    expect(failure).toContain(folder)
    expect(failure?.trimEnd()).not.toContain('\n')
  })

  test.each([
    ['EACCES', 'may not be written to'],
    ['EROFS', 'may not be written to'],
    ['SQLITE_READONLY_DIRECTORY', 'may not be written to'],
    ['ENOSPC', 'the disk is full'],
    ['SQLITE_IOERR_WRITE', 'the disk failed'],
    ['SQLITE_CANTOPEN', 'cannot be opened'],
  ])('%s is told as "%s"', (code, why) => {
    expect(causeOf(Object.assign(new Error('raw'), { code }))).toContain(why)
  })

  test("what is not the disk's fault is not said to be", () => {
    expect(causeOf(new TypeError('x'))).toBeNull()
    expect(causeOf(Object.assign(new Error('raw'), { code: 'SQLITE_CONSTRAINT' }))).toBeNull()
  })
})

test('on a full disk a write is refused by its cause, and nothing of it is there', () => {
  const file = new SqliteFile(newFolder())
  file.define('CREATE TABLE things (doc TEXT)')
  // SQLite's own bound on a file's size says the same as a disk that has no room left.
  file.define('PRAGMA max_page_count = 12')
  const write = () =>
    file.atomically(() => {
      for (let n = 0; n < 100; n++) file.run('INSERT INTO things VALUES (?)', ['x'.repeat(2_000)])
    })
  const failure = (() => {
    try {
      return write()
    } catch (error) {
      return error
    }
  })()
  expect(asPlatformError(failure)).toMatchObject({
    code: 'SYS_ERR',
    message: expect.stringContaining('the disk is full: make room') as string,
  })
  expect(file.all('SELECT * FROM things')).toEqual([])
  file.atomically(() => file.run('INSERT INTO things VALUES (?)', ['small']))
  expect(file.all('SELECT * FROM things')).toEqual([{ doc: 'small' }])
  file.close()
})

describe('keys that are gone', () => {
  afterEach(() => {
    delete process.env.SHOP_KEYS
  })
  const secretsIn = (folder: string) => join(folder, 'secrets.json')
  const start = (folder: string) =>
    startDevcloudProcess(['--data', folder, '--indexes', THINGS, '--environment', ENVIRONMENT])

  test('are not made anew beside documents: devcloud does not start, and says how to go on', async () => {
    const folder = newFolder()
    await withDocument(folder)
    const kept = readFileSync(secretsIn(folder))
    rmSync(secretsIn(folder))
    await expect(start(folder)).rejects.toThrow(/secrets\.json is gone.*Put it back.*set SHOP_KEYS.*start:fresh/)
    expect(existsSync(secretsIn(folder))).toBe(false)
    writeFileSync(secretsIn(folder), kept)
    await withDocument(folder)
  })

  test('may be said never to have been used', async () => {
    const folder = newFolder()
    await withDocument(folder, 'SIGTERM', [])
    await expect(start(folder)).rejects.toThrow('if nothing is sealed, write {} into that file')
    writeFileSync(secretsIn(folder), '{}')
    await withDocument(folder)
    expect(readFileSync(secretsIn(folder), 'utf8')).toContain('SHOP_KEYS')
  })

  test('are made where a database has no documents yet', async () => {
    const folder = newFolder()
    await (await startDevcloudProcess(['--data', folder, '--indexes', THINGS])).stop()
    expect(environmentOf(folder, ENVIRONMENT).SHOP_KEYS).toMatch(/^a:/)
  })

  test('are not missed while the environment has them', async () => {
    const folder = newFolder()
    await withDocument(folder, 'SIGTERM', [])
    process.env.SHOP_KEYS = 'given'
    expect(environmentOf(folder, ENVIRONMENT)).toEqual({ SHOP_KEYS: 'given' })
  })
})
