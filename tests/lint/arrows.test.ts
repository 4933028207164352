import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

const forbidden: readonly [why: string, file: string, code: string][] = [
  [
    'the rules know nothing of the server',
    'rules/engine/x.ts',
    `import { main } from '../../cloudfunctions/rules-engine'`,
  ],
  ['the rules know nothing of the screen', 'rules/engine/x.ts', `import app from '../../src/app'`],
  ['the engine reads no files', 'rules/engine/x.ts', `import { readFileSync } from 'node:fs'`],
  ['the engine needs no schema library', 'rules/engine/x.ts', `import * as z from 'zod'`],
  ['the engine parses no YAML', 'rules/engine/x.ts', `import { parse } from 'yaml'`],
  ['the rules stand on no platform', 'rules/x.ts', `import Taro from '@tarojs/taro'`],
  ['the rules of a person know nothing of the offices', 'rules/engine/x.ts', `import { officeFor } from '../office'`],
  ['the door that the phone uses leads to no office', 'rules/index.ts', `export { officeFor } from './office'`],
  [
    "nor to the offices' part of the notices",
    'rules/index.ts',
    `import compiled from './policies/compiled-office.json'`,
  ],
  [
    'the screen does not carry what is asked of the offices',
    'src/ui/x.ts',
    `import { officeFor } from '../../rules/office'`,
  ],
  ['nor when asked later', 'src/ui/x.ts', `const office = import('../../rules/office/index')`],
  [
    "nor the offices' part of the notices itself",
    'src/ui/x.ts',
    `import compiled from '../../rules/policies/compiled-office.json'`,
  ],
  [
    'the screen runs no server code',
    'src/client/x.ts',
    `import { assessPerson } from '../../cloudfunctions/rules-engine/assess-person'`,
  ],
  [
    'the screen takes a contract for its types only',
    'src/client/x.ts',
    `import { contract } from '../../cloudfunctions/rules-engine/contract'`,
  ],
  [
    'the screen takes no other types of the server',
    'src/client/x.ts',
    `import type { Action } from '../../cloudfunctions/platform/calls'`,
  ],
  [
    'nor those of a module',
    'src/client/x.ts',
    `import type { OrderState } from '../../cloudfunctions/domain/payments'`,
  ],
  [
    'the screen does not reach past the door of the rules',
    'src/ui/x.ts',
    `import { decide } from '../../rules/engine/decide'`,
  ],
  ['the screen has no server SDK', 'src/x.ts', `import cloud from 'wx-server-sdk'`],
  ['what all screens share knows no page', 'src/ui/x.ts', `import { Order } from '../pages/pay/order'`],
  [
    'a package of pages does not use another',
    'src/pages/village/x.ts',
    `import { Progress } from '../county/progress'`,
  ],
  ['what calls the server draws nothing', 'src/client/x.ts', `import { Paragraph } from '../ui/text'`],
  [
    'a module does not reach past the door of the rules',
    'cloudfunctions/domain/payments/x.ts',
    `import { decide } from '../../../rules/engine/decide'`,
  ],
  [
    "nor past the offices' door",
    'cloudfunctions/domain/duties/x.ts',
    `import { dutyDue } from '../../../rules/office/duties'`,
  ],
  [
    'a module is entered by its door',
    'cloudfunctions/domain/payments/x.ts',
    `import { readEnrolment } from '../enrolments/store'`,
  ],
  [
    'also for a type',
    'cloudfunctions/domain/payments/x.ts',
    `import type { EnrolmentDocument } from '../enrolments/documents'`,
  ],
  [
    'so is what the platform offers',
    'cloudfunctions/domain/payments/x.ts',
    `import { readDocument } from '../../platform/database/database'`,
  ],
  [
    'a function does not use another',
    'cloudfunctions/payment/x.ts',
    `import { assessPerson } from '../rules-engine/assess-person'`,
  ],
  ['a module uses no function', 'cloudfunctions/domain/payments/x.ts', `import type { Answers } from '../../payment'`],
  ['enrolments know nothing of the night', 'cloudfunctions/domain/enrolments/x.ts', `import { night } from '../jobs'`],
  [
    'enrolments know nothing of payment',
    'cloudfunctions/domain/enrolments/x.ts',
    `import { orders } from '../payments'`,
  ],
  [
    'a clerk knows nothing of the county',
    'cloudfunctions/domain/clerk/x.ts',
    `import { figures } from '../county-office'`,
  ],
  [
    'a function wires its own modules only',
    'cloudfunctions/village/x.ts',
    `import { figures } from '../domain/county-office'`,
  ],
  [
    "a person's check knows no records",
    'cloudfunctions/rules-engine/x.ts',
    `import { statuses } from '../domain/enrolments'`,
  ],
  ['a function does not use the screen', 'cloudfunctions/payment/x.ts', `import home from '../../src/pages/home'`],
  [
    'the platform knows no insurance',
    'cloudfunctions/platform/calls/x.ts',
    `import { requireAllowed } from '../../domain/access'`,
  ],
  [
    'the platform has floors of its own',
    'cloudfunctions/platform/base/x.ts',
    `import { openDatabase } from '../database'`,
  ],
  ['the local cloud knows no insurance', 'devcloud/x.ts', `import { policies } from '../rules'`],
  [
    'the local cloud loads functions, it does not import them',
    'devcloud/x.ts',
    `import { main } from '../cloudfunctions/rules-engine'`,
  ],
  ['a dynamic import is an import', 'devcloud/x.ts', `const rules = import('../rules')`],
  ['require is an import', 'devcloud/x.ts', `const rules = require('../rules')`],
  ['passing on is importing', 'devcloud/x.ts', `export * from '../rules'`],
  ['a type in passing is an import', 'devcloud/x.ts', `export type Head = import('../rules').PolicyHead`],
]

const allowed: readonly [why: string, file: string, code: string][] = [
  ['the screen computes with the rules', 'src/ui/x.ts', `import { assess } from '../../rules'`],
  [
    'the screen knows the types of the rules',
    'src/ui/x.ts',
    `import type { Assessment } from '../../rules/engine/assessment'`,
  ],
  [
    "the screen knows the contract's types",
    'src/client/x.ts',
    `import type { Requests } from '../../cloudfunctions/rules-engine/contract'`,
  ],
  ['a page uses what all screens share', 'src/pages/pay/x.ts', `import { Paragraph } from '../../ui/text'`],
  ['a family pays on the pages of paying', 'src/pages/family/x.ts', `import { Confirm } from '../pay/confirm'`],
  ['a module stands on the rules', 'cloudfunctions/domain/payments/x.ts', `import { assess } from '../../../rules'`],
  [
    'a module stands on the platform',
    'cloudfunctions/domain/payments/x.ts',
    `import { readDocument } from '../../platform/database'`,
  ],
  ['a module uses its own files', 'cloudfunctions/domain/payments/x.ts', `import { readOrder } from './store'`],
  [
    'a module uses those below it',
    'cloudfunctions/domain/payments/x.ts',
    `import { readEnrolment } from '../enrolments'`,
  ],
  [
    'a contract uses the shapes of one below',
    'cloudfunctions/domain/orders/contract.ts',
    `import { enrolmentSummary } from '../enrolments/contract'`,
  ],
  [
    'a module knows what is asked of the offices',
    'cloudfunctions/domain/duties/x.ts',
    `import { officeFor } from '../../../rules/office'`,
  ],
  [
    'a screen knows the types of what is asked of the offices',
    'src/ui/x.ts',
    `import type { Milestone } from '../../rules/office'`,
  ],
  ['a function serves calls', 'cloudfunctions/payment/x.ts', `import { answerCalls } from '../platform/calls'`],
  [
    'a function wires its modules',
    'cloudfunctions/village/x.ts',
    `import { takeCash } from '../domain/cash'\nimport { duties } from '../domain/duties'`,
  ],
  ['a function uses its own files', 'cloudfunctions/payment/x.ts', `import { contract } from './contract'`],
  ["the offices' part counts days", 'rules/office/x.ts', `import { workingDaysAfter } from '../calendar/working-days'`],
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
    const output = execFileSync(process.execPath, [join(__dirname, 'lint-snippets.mjs')], {
      input: JSON.stringify(snippets),
      encoding: 'utf8',
    })
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
