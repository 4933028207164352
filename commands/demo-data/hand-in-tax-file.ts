import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import * as z from 'zod'
import { COUNTY_KELAN, PARENTS } from './cast'
import { TAX_FILE } from './demo-folder'

const Answer = z.union([
  z.object({ ok: z.literal(true), data: z.record(z.string(), z.unknown()) }),
  z.object({ ok: z.literal(false), error: z.object({ message: z.string() }) }),
])

/**
 * `npm run demo:tax-file -- --url http://127.0.0.1:4200`: the demonstration's tax office file comes to 岢岚's county
 * agency while `npm start` runs. An order that waits on the official channel arrives.
 */
async function handIn(): Promise<void> {
  const { values } = parseArgs({
    options: { url: { type: 'string', default: 'http://127.0.0.1:4200' }, data: { type: 'string', default: '.data' } },
  })
  const ask = await signedIn(values.url)
  const { region } = PARENTS
  const file = randomUUID()
  await ask('putTaxPart', {
    region,
    file,
    part: 0,
    parts: 1,
    base64: readFileSync(join(values.data, TAX_FILE)).toString('base64'),
  })
  const { taxFile } = await until(
    () => ask('readTaxFile', { region, file }),
    ({ done }) => done === true,
  )
  const { tally } = await until(
    () => ask('matchTaxRows', { taxFile }),
    (answer) => answer.tally !== null,
  )
  console.log(`税务文件已导入 The tax office's file is in: ${JSON.stringify(tally)}`)
}

type Ask = (action: string, data: object) => Promise<Record<string, unknown>>

async function signedIn(url: string): Promise<Ask> {
  const reply = await fetch(`${url}/sign-in`, {
    method: 'POST',
    body: new URLSearchParams({ openid: COUNTY_KELAN }),
    redirect: 'manual',
  })
  const cookie = reply.headers.get('set-cookie')?.split(';')[0]
  if (cookie === undefined) throw new Error(`${url}: 登录不了 nobody could sign in`)
  return async (action, data) => {
    const answer = await fetch(`${url}/functions/payment`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ action, data }),
    })
    const read = Answer.parse(await answer.json())
    if (!read.ok) throw new Error(read.error.message)
    return read.data
  }
}

async function until(
  step: () => Promise<Record<string, unknown>>,
  isDone: (answer: Record<string, unknown>) => boolean,
): Promise<Record<string, unknown>> {
  for (;;) {
    const answer = await step()
    if (isDone(answer)) return answer
  }
}

handIn().catch((error: unknown) => {
  console.error(`没有导入 Not handed in: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
})
