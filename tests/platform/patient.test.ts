import type { Database } from '../../cloudfunctions/platform/database'
import { patient } from '../../cloudfunctions/platform/database/patient'
import { Refusal } from '../../cloudfunctions/platform/base'

/** The SDK's own object as it fails: reads and writes with errCode, a transaction's start and commit with a bare code. */
const AS_READ = { errCode: -501004, errMsg: 'document.get:fail -501004 exceed concurrent request limit.' }
const AS_COMMIT = { code: 'EXCEED_REQUEST_LIMIT', message: 'EXCEED_REQUEST_LIMIT: too many' }

/** A database that is too busy so many times, and then is not. */
function busy(times: number, failure: object) {
  const sent = { times: 0 }
  const answering = async <Answer>(answer: Answer): Promise<Answer> => {
    if (++sent.times <= times) throw failure as Error
    return answer
  }
  const document = { get: () => answering({ data: { _id: 'a' } }) }
  const db = {
    command: {},
    collection: () => ({ doc: () => document }),
    startTransaction: async () => ({ collection: () => ({ doc: () => document }), commit: () => answering({}) }),
  } as unknown as Database
  return { db, sent }
}

describe('somebody who comes when many do', () => {
  const pauses: number[] = []
  const pause = async (ms: number) => void pauses.push(ms)
  beforeEach(() => {
    pauses.length = 0
  })

  test('is served once the rush is over, each try later than the one before', async () => {
    const { db, sent } = busy(4, AS_READ)
    expect(await patient(db, pause).collection('x').doc('a').get()).toEqual({ data: { _id: 'a' } })
    expect(sent.times).toBe(5)
    expect(pauses).toHaveLength(4)
    pauses.forEach((ms, n) => expect(ms).toBeGreaterThanOrEqual(0.5 * 60 * 1.7 ** n))
  })

  test('has a commit that was refused sent again, as it was not done', async () => {
    const { db, sent } = busy(2, AS_COMMIT)
    await (await patient(db, pause).startTransaction()).commit()
    expect(sent.times).toBe(3)
  })

  test.each([
    [AS_READ, '-501004'],
    [AS_COMMIT, 'EXCEED_REQUEST_LIMIT'],
  ])('is told BUSY and the code for help after some seconds: %j', async (failure, found) => {
    const { db } = busy(99, failure)
    const transaction = await patient(db, pause).startTransaction()
    const error = await transaction.commit().then(
      () => null,
      (thrown: unknown) => thrown,
    )
    expect(error).toBeInstanceOf(Refusal)
    expect((error as Refusal).error).toMatchObject({ code: 'BUSY', found })
    const waited = pauses.reduce((sum, ms) => sum + ms, 0)
    expect(waited).toBeGreaterThan(2_500)
    expect(waited).toBeLessThan(11_000)
  })

  test('hears at once of anything else', async () => {
    const { db, sent } = busy(1, { errCode: -502001, errMsg: 'database request fail' })
    await expect(patient(db, pause).collection('x').doc('a').get()).rejects.toMatchObject({ errCode: -502001 })
    expect(sent.times).toBe(1)
  })
})
