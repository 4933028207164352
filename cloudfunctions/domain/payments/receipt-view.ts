import { requirePermission, defineAction } from '../access'
import { requireEnrolmentAccess } from '../enrolments'
import type { ReceiptDocument, ReceiptWay } from './plan-receipt'
import { isGenuine, readReceipt, receiptsOfOrder } from './receipts'
import { readReservation } from './reservations'
import { linksOfUser, readHousehold, requireVillage, residentsOf } from '../people'
import type { Resident } from '../people'
import type { Answers } from './contract'
import { lastFour, maskedName, Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import type { Database } from '../../platform/database'
import type { Fen } from '../../../rules'
import { policyFor, formatYuan } from '../../../rules'
import { certificateFrom, dutyOf, officeFor } from '../../../rules/office'
import { receiptsContract } from './contract'

/**
 * A receipt as it is shown and printed, names masked: for who paid, for whoever stands on it or looks after them, and
 * for the staff of the village.
 * @throws Refusal RECEIPT_NOT_FOUND, NOT_ALLOWED
 */
export const showReceipt = /* @__PURE__ */ defineAction(receiptsContract, 'receipt', {
  permission: 'receipt',
  async run({ receipt: number }, context) {
    const { db } = context
    const receipt = await readReceipt(db, number)
    if (receipt === null)
      throw new Refusal({
        code: 'RECEIPT_NOT_FOUND',
        message: '没有找到这张收据。请返回上一页，下拉刷新后再点一次。',
        path: 'receipt',
      })
    await requirePermission(context, 'receipt', {
      id: receipt._id,
      owner: receipt.payer,
      ...(await linkedOn(receipt, context)),
      region: receipt.region,
      village: receipt.village,
      household: receipt.household,
    })
    const people = new Map(
      (
        await residentsOf(
          db,
          receipt.lines.map(({ resident }) => resident),
        )
      ).map((person) => [person.id, person]),
    )
    const { _id, check, day, amount, region, year, village, state, because } = receipt
    const { name: regionName } = policyFor(region, year)
    const { township, name } = await requireVillage(db, village)
    return {
      receipt: _id,
      check,
      day,
      amount,
      capital: amountInChineseNumerals(amount),
      place: `${regionName}${township}${name}`,
      year,
      household: await householdWords(receipt, context, people),
      taken: takenWords(receipt.way, name),
      people: receipt.lines.map(({ resident, fee }) => ({ ...masked(people.get(resident)), fee })),
      state,
      because,
      notes: receiptNotes(receipt),
    }
  },
})

/** Who has the money, as people say it; of a clerk the village is told and not the name. */
function takenWords(way: ReceiptWay, village: string): string {
  return way === 'wechat' ? '微信支付' : `${village}经办人员${way === 'cash' ? '收的现金' : '刷卡收的'}`
}

/** Someone on the receipt whom the caller is, or looks after. */
async function linkedOn({ lines }: ReceiptDocument, { db, caller }: CallContext): Promise<{ resident?: string }> {
  const linked = new Set(
    (await linksOfUser(db, caller.openid)).filter(({ state }) => state === 'active').map(({ resident }) => resident),
  )
  const found = lines.find(({ resident }) => linked.has(resident))
  return found === undefined ? {} : { resident: found.resident }
}

function masked(person: Resident | undefined): { name: string; tail: string | null } {
  if (person === undefined) return { name: '***', tail: null }
  return { name: maskedName(person.name), tail: person.idNumber === null ? null : lastFour(person.idNumber).slice(-4) }
}

async function householdWords(
  { household }: ReceiptDocument,
  { db }: CallContext,
  people: ReadonlyMap<string, Resident>,
): Promise<string> {
  const head = (await readHousehold(db, household))?.head ?? null
  const named = head === null ? undefined : (people.get(head) ?? (await residentsOf(db, [head]))[0])
  return named === undefined ? '本户' : `户主${maskedName(named.name)}`
}

type Note = Answers['receipt']['notes'][number]
const ours = (text: string): Note => ({ text, cite: null, quote: null })

/** What the receipt proves and what it does not; where the paper is to be had that does, and from when. */
export function receiptNotes({ region, year, day }: Pick<ReceiptDocument, 'region' | 'year' | 'day'>): Note[] {
  const office = officeFor(region, year)
  const certificate = certificateFrom(office, day)
  const onPaper = dutyOf(office, 'receipt-by-household')
  return [
    ours('这张收据只说明这笔钱已经收到，以后上交税务部门。报销、办事要缴费证明的，不能用它，也不能用手机截图。'),
    ...policyFor(region, year)
      .notes.filter(({ topic, when }) => topic === 'certificate' && when === undefined)
      .map(({ text, cite, quote }) => ({ text, cite, quote })),
    ...(certificate === null
      ? []
      : [
          {
            text: `照这样算，缴费证明${certificate.estimate ? '大约' : ''}从 ${certificate.from} 起可以去开${certificate.perhapsLater === null ? '' : `；也可能要到 ${certificate.perhapsLater.day}`}。`,
            cite: certificate.cite,
            quote: certificate.quote,
          },
        ]),
    ...(onPaper === null
      ? []
      : [
          {
            text: `要纸质收据，找村（居）委会经办人员：一户一张，看清${(onPaper.needs ?? []).join('、')}，缺一样就无效。`,
            cite: onPaper.cite,
            quote: onPaper.quote,
          },
        ]),
  ]
}

export type ReceiptVerdict = Answers['verifyReceipt']

/**
 * What the code on a receipt stands for: that it is genuine, and nothing of whom it is for. Of a wrong code it is not
 * told whether there is such a receipt.
 */
export async function receiptVerdict(
  db: Database,
  { receipt: number, check }: { receipt: string; check: string },
): Promise<ReceiptVerdict> {
  const receipt = await readReceipt(db, number)
  const none = { day: null, amount: null, people: null, place: null }
  if (receipt === null || !isGenuine(receipt, check))
    return {
      genuine: false,
      sentence:
        '没有查到这样的收据：号码或校验码不对，它不能当真。请对照收据再核一遍；还是不对，请拿着它去问村（社区）或县医保经办机构。',
      ...none,
    }
  const { day, amount, lines, region, year, state } = receipt
  const place = policyFor(region, year).name
  if (state === 'void') return { genuine: false, sentence: `这张收据已经作废，不能再用。`, ...none }
  return {
    genuine: true,
    sentence: `这张收据是真的：${day} 收到${place}${year}年度居民医保费 ${formatYuan(amount)}，共 ${lines.length} 人。`,
    day,
    amount,
    people: lines.length,
    place,
  }
}

/** The same to a phone, open to all. */
export const verifyReceipt = /* @__PURE__ */ defineAction(receiptsContract, 'verifyReceipt', {
  permission: 'open',
  run: (code, { db }) => receiptVerdict(db, code),
})

/** Receipts on which a person stands, whoever paid. @throws Refusal NOT_ALLOWED, ENROLMENT_NOT_FOUND */
export const receiptsFor = /* @__PURE__ */ defineAction(receiptsContract, 'receiptsFor', {
  permission: 'receipt',
  async run({ enrolment }, context) {
    await requireEnrolmentAccess(context, 'receipt', enrolment)
    const { order } = await readReservation(context.db, enrolment)
    const receipts = order === null ? [] : await receiptsOfOrder(context.db, order)
    const mine = receipts.filter(({ lines }) => lines.some((line) => line.enrolment === enrolment))
    const places = new Map<string, string>()
    for (const { village } of mine)
      if (!places.has(village)) places.set(village, (await requireVillage(context.db, village)).name)
    return {
      receipts: mine.map(({ _id, order: of, day, amount, state, way, village }) => ({
        receipt: _id,
        order: of,
        day,
        amount,
        state,
        taken: takenWords(way, places.get(village) ?? ''),
      })),
    }
  },
})

const DIGITS = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'] as const
const PLACES = ['', '拾', '佰', '仟'] as const
/** Of four digits each. */
const GROUPS = ['', '万', '亿', '万亿'] as const

/**
 * An amount as it stands on a receipt, so that no digit can be added: `壹仟陆佰伍拾伍元整`. By the rules for filling in
 * bills (《支付结算办法》附件一): one 零 for the zeros between two digits, 整 after 元 and 角, none after 分.
 * @param amount fen; a whole number from 0 up, else a RangeError
 */
export function amountInChineseNumerals(amount: Fen): string {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError('an amount is a whole number of fen')
  const [yuan, jiao, fen] = [Math.floor(amount / 100), Math.floor(amount / 10) % 10, amount % 10]
  const whole = yuan === 0 ? '' : `${capitalWhole(yuan)}元`
  if (jiao === 0 && fen === 0) return whole === '' ? '零元整' : `${whole}整`
  const gap = jiao === 0 && whole !== '' ? '零' : ''
  const tenths = jiao === 0 ? gap : `${DIGITS[jiao]!}角`
  return `${whole}${tenths}${fen === 0 ? '整' : `${DIGITS[fen]!}分`}`
}

function capitalWhole(number: number): string {
  let [text, zero] = ['', false]
  for (let group = GROUPS.length - 1; group >= 0; group--) {
    const four = Math.floor(number / 10_000 ** group) % 10_000
    for (let place = PLACES.length - 1; place >= 0; place--) {
      const digit = Math.floor(four / 10 ** place) % 10
      if (digit === 0) {
        zero = text !== ''
        continue
      }
      text += `${zero ? '零' : ''}${DIGITS[digit]!}${PLACES[place]!}`
      zero = false
    }
    if (four > 0) text += GROUPS[group]!
  }
  return text
}
