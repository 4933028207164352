import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

const forbidden: readonly [why: string, file: string, code: string][] = [
  ['the rules know nothing of the server', 'rules/engine/x.ts', `import { main } from '../../cloudfunctions/rules-engine'`],
  ['the rules know nothing of the screen', 'rules/engine/x.ts', `import app from '../../src/app'`],
  ['the engine reads no files', 'rules/engine/x.ts', `import { readFileSync } from 'node:fs'`],
  ['the engine needs no schema library', 'rules/engine/x.ts', `import * as z from 'zod'`],
  ['the engine parses no YAML', 'rules/engine/x.ts', `import { parse } from 'yaml'`],
  ['the rules stand on no platform', 'rules/x.ts', `import Taro from '@tarojs/taro'`],
  ['the rules of a person know nothing of the offices', 'rules/engine/x.ts', `import { officeFor } from '../office'`],
  ['the door that the phone uses leads to no office', 'rules/index.ts', `export { officeFor } from './office'`],
  ['nor to the offices\' part of the notices', 'rules/index.ts', `import compiled from './policies/compiled-office.json'`],
  ['the screen does not carry what is asked of the offices', 'src/check/x.ts', `import { officeFor } from '../../rules/office'`],
  ['nor when asked later', 'src/check/x.ts', `const office = import('../../rules/office/index')`],
  ['nor the offices\' part of the notices itself', 'src/check/x.ts', `import compiled from '../../rules/policies/compiled-office.json'`],
  ['the screen runs no server code', 'src/cloud/x.ts', `import { assessPerson } from '../../cloudfunctions/rules-engine/assess-person'`],
  ['the screen takes a contract for its types only', 'src/cloud/x.ts', `import { requests } from '../../cloudfunctions/rules-engine/contract'`],
  ['the screen takes no other types of the server', 'src/cloud/x.ts', `import type { Action } from '../../cloudfunctions/shared/call-envelope'`],
  ['the screen does not reach past the door of the rules', 'src/check/x.ts', `import { decide } from '../../rules/engine/decide'`],
  ['the screen has no server SDK', 'src/x.ts', `import cloud from 'wx-server-sdk'`],
  ['a function does not reach past the door of the rules', 'cloudfunctions/payment/x.ts', `import { decide } from '../../rules/engine/decide'`],
  ['a function does not reach past the offices\' door', 'cloudfunctions/village/x.ts', `import { dutyDue } from '../../rules/office/duties'`],
  ['a function does not use another', 'cloudfunctions/payment/x.ts', `import { assessPerson } from '../rules-engine/assess-person'`],
  ['records know nothing of the nightly job', 'cloudfunctions/enrollment/x.ts', `import { night } from '../status-job/night'`],
  ['records know nothing of payment', 'cloudfunctions/enrollment/x.ts', `import { orders } from '../payment/orders'`],
  ['payment knows nothing of the nightly job', 'cloudfunctions/payment/x.ts', `import { night } from '../status-job/night'`],
  ['a village knows nothing of the county', 'cloudfunctions/village/x.ts', `import { figures } from '../county/figures'`],
  ['a person\'s check knows no records', 'cloudfunctions/rules-engine/x.ts', `import { standings } from '../enrollment/standings'`],
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
  ['a function knows what is asked of the offices', 'cloudfunctions/village/x.ts', `import { officeFor } from '../../rules/office'`],
  ['a screen knows the types of what is asked of the offices', 'src/check/x.ts', `import type { Milestone } from '../../rules/office'`],
  ['the nightly job knows the records', 'cloudfunctions/status-job/x.ts', `import { standingOn } from '../enrollment/standings'`],
  ['the nightly job knows the payments', 'cloudfunctions/status-job/x.ts', `import { orders } from '../payment/orders'`],
  ['payment knows the records', 'cloudfunctions/payment/records/x.ts', `import { readEnrolment } from '../../enrollment/records/enrolments'`],
  ['a village knows the records and the payments', 'cloudfunctions/village/x.ts', `import { orders } from '../payment/orders'\nimport { statuses } from '../enrollment/statuses'`],
  ['the county knows the records and the payments', 'cloudfunctions/county/x.ts', `import { orders } from '../payment/orders'\nimport { statuses } from '../enrollment/statuses'`],
  ['the offices\' part counts days', 'rules/office/x.ts', `import { workingDaysAfter } from '../calendar/working-days'`],
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
