import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { collectionsIn, collectionsNamed, collectionsNotDeclared, privacyText, variablesNotGiven } from '../../../commands/deploy/gates' // prettier-ignore
import { configFileOf, manifestOf, readManifest } from '../../../commands/deploy/manifest'
import { wantedOf } from '../../../commands/deploy/wanted'
import { readIndexFile } from '../../../devcloud/database/index-file'
import type { SealedFields } from '../../../cloudfunctions/platform/sealing'
import { SEALED_FIELDS } from '../../../cloudfunctions/domain/jobs/resealing'
import { builtFunctions } from '../../functions/built-functions'
import { randomBytes } from 'node:crypto'

const manifest = readManifest()
const declared = new Set(readIndexFile('cloudfunctions/indexes.json').keys())
const purposes = Object.values<SealedFields>(SEALED_FIELDS).flatMap((fields) =>
  Object.values(fields).map((as) => (typeof as === 'string' ? as : as.wasClear)),
)
const codes = (objections: readonly { code: string }[]) => objections.map(({ code }) => code)

describe('what is deployed is what is there', () => {
  test('every function has its row, and no row is without a function', () => {
    const folders = readdirSync('cloudfunctions').filter((name) => existsSync(join('cloudfunctions', name, 'index.ts')))
    expect(Object.keys(manifest.functions).sort()).toEqual(folders.sort())
  })

  test('every variable that a bundle asks for is given to it', async () => {
    const folder = await builtFunctions()
    const bundles = new Map(
      Object.keys(manifest.functions).map((name) => [name, readFileSync(join(folder, name, 'index.js'), 'utf8')]),
    )
    expect(variablesNotGiven(manifest, bundles)).toEqual([])
    expect(codes(variablesNotGiven(manifest, new Map([['counts-job', 'process.env.CANBAO_MESSAGE_TEMPLATES']])))).toEqual([
      'VARIABLE_NOT_GIVEN',
    ])
  })

  test('every collection that code names is declared, and so is closed', () => {
    const named = collectionsNamed()
    expect(new Set(named).size).toBeGreaterThan(40)
    expect(collectionsNotDeclared(named, declared)).toEqual([])
    const source = "const MINE = 'nowhere'\nreadDocument<X>(db, MINE, id)\ndb.collection('elsewhere')"
    expect(collectionsNotDeclared(collectionsIn(source), declared).map(({ says }) => says)).toEqual([
      '代码里用到集合 elsewhere，indexes.json 里没有它',
      '代码里用到集合 nowhere，indexes.json 里没有它',
    ])
  })
})

describe('what is refused before anything is sent', () => {
  test('a function that is too large for a request', () => {
    const built = new Map(
      Object.keys(manifest.functions).map((name) => [name, [{ name: 'index.js', bytes: randomBytes(2_000_000) }]]),
    )
    const given = { environment: 'trial', collections: new Map(), built, about: new Map(), variables: {} }
    expect(new Set(codes(wantedOf(manifest, given).objections))).toEqual(new Set(['FUNCTION_TOO_LARGE']))
  })

  test('a function that may run longer than the lease of a job lasts, and a variable that nobody declared', () => {
    const one = { memory: 256, timeout: 61, variables: ['CANBAO_NOBODYS'] }
    expect(() => manifestOf({ ...manifest, functions: { one } }, 'deploy.json')).toThrow('timeout')
    const two = { ...one, timeout: 60 }
    expect(() => manifestOf({ ...manifest, functions: { two } }, 'deploy.json')).toThrow(
      'CANBAO_NOBODYS is not declared',
    )
  })

  test('a timer and limits are what the local cloud reads too', () => {
    expect(JSON.parse(configFileOf(manifest, 'status-job'))).toMatchObject({ timeout: 60, memorySize: 256 })
  })
})

describe('the privacy text', () => {
  test('names all that is sealed', () => {
    const { text, objections } = privacyText(purposes, 'wx.chooseMessageFile({})')
    expect(objections).toEqual([])
    for (const word of ['姓名', '身份证件号码', '手机号码', 'chooseMessageFile']) expect(text).toContain(word)
  })

  test('refuses what it does not name: a new thing that is sealed, an interface that a page begins to use', () => {
    expect(codes(privacyText([...purposes, 'bloodGroup'], 'wx.getLocation()').objections)).toEqual([
      'PRIVACY_NOT_DECLARED',
      'PRIVACY_NOT_DECLARED',
    ])
  })
})
