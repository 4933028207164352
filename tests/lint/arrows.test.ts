import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

const forbidden: readonly [why: string, file: string, code: string][] = [
  ['the rules know nothing of the server', 'rules/engine/x.ts', `import { main } from '../../cloudfunctions/rules-engine'`],
  ['the rules know nothing of the screen', 'rules/engine/x.ts', `import app from '../../src/app'`],
  ['the engine reads no files', 'rules/engine/x.ts', `import { readFileSync } from 'node:fs'`],
  ['the engine needs no schema library', 'rules/engine/x.ts', `import * as z from 'zod'`],
  ['the engine parses no YAML', 'rules/engine/x.ts', `import { parse } from 'yaml'`],
  ['the rules stand on no platform', 'rules/x.ts', `import Taro from '@tarojs/taro'`],
  ['the screen runs no server code', 'src/cloud/x.ts', `import { assessPerson } from '../../cloudfunctions/rules-engine/assess-person'`],
  ['the screen takes a contract for its types only', 'src/cloud/x.ts', `import { requests } from '../../cloudfunctions/rules-engine/contract'`],
  ['the screen takes no other types of the server', 'src/cloud/x.ts', `import type { Action } from '../../cloudfunctions/shared/call-envelope'`],
  ['the screen does not reach past the door of the rules', 'src/check/x.ts', `import { decide } from '../../rules/engine/decide'`],
  ['the screen has no server SDK', 'src/x.ts', `import cloud from 'wx-server-sdk'`],
  ['a function does not reach past the door of the rules', 'cloudfunctions/payment/x.ts', `import { decide } from '../../rules/engine/decide'`],
  ['a function does not use another', 'cloudfunctions/payment/x.ts', `import { assessPerson } from '../rules-engine/assess-person'`],
  ['a function does not use the screen', 'cloudfunctions/payment/x.ts', `import home from '../../src/pages/home'`],
  ['what functions share knows none of them', 'cloudfunctions/shared/x.ts', `import { requests } from '../rules-engine/contract'`],
  ['the local cloud knows no insurance', 'devcloud/x.ts', `import { policies } from '../rules'`],
  ['the local cloud loads functions, it does not import them', 'devcloud/x.ts', `import { main } from '../cloudfunctions/rules-engine'`],
  ['a dynamic import is an import', 'devcloud/x.ts', `const rules = import('../rules')`],
  ['require is an import', 'devcloud/x.ts', `const rules = require('../rules')`],
  ['passing on is importing', 'devcloud/x.ts', `export * from '../rules'`],
  ['a type in passing is an import', 'devcloud/x.ts', `export type Head = import('../rules').PolicyHead`],
]

const allowed: readonly [why: string, file: string, code: string][] = [
  ['the screen computes with the rules', 'src/check/x.ts', `import { assess } from '../../rules'`],
  ['the screen knows the types of the rules', 'src/check/x.ts', `import type { Assessment } from '../../rules/engine/assessment'`],
  ['the screen knows the contract\'s types', 'src/cloud/x.ts', `import type { Requests } from '../../cloudfunctions/rules-engine/contract'`],
  ['a function stands on the rules', 'cloudfunctions/payment/x.ts', `import { assess } from '../../rules'`],
  ['a function stands on what functions share', 'cloudfunctions/payment/x.ts', `import { answerCalls } from '../shared/call-envelope'`],
  ['a function uses its own files', 'cloudfunctions/payment/x.ts', `import { requests } from './contract'`],
  ['the engine counts days', 'rules/engine/x.ts', `import dayjs from 'dayjs'`],
  ['the policy reader parses YAML', 'rules/language/x.ts', `import { parse } from 'yaml'`],
  ['the command reads files', 'rules/command/x.ts', `import { readFileSync } from 'node:fs'`],
  ['the local cloud stands on Node', 'devcloud/x.ts', `import { createServer } from 'node:http'`],
]

const lifted = { file: 'devcloud/x.ts', code: `/* eslint-disable */\nimport { policies } from '../rules'` }

describe('the arrows between the rooms', () => {
  const objections = new Map<string, string[]>()

  beforeAll(() => {
    const snippets = [...forbidden, ...allowed].map(([, file, code]) => ({ file, code })).concat(lifted)
    const output = execFileSync(process.execPath, [join(__dirname, 'lint-snippets.mjs')], { input: JSON.stringify(snippets), encoding: 'utf8' })
    const found = JSON.parse(output) as string[][]
    snippets.forEach(({ file, code }, at) => objections.set(file + code, found[at] ?? []))
  })

  test.each(forbidden)('%s', (_why, file, code) => {
    expect(objections.get(file + code)).toHaveLength(1)
  })

  test.each(allowed)('allowed: %s', (_why, file, code) => {
    expect(objections.get(file + code)).toEqual([])
  })

  test('a comment cannot lift them', () => {
    expect(objections.get(lifted.file + lifted.code)).toContain('there is no arrow from devcloud to rules')
  })
})
