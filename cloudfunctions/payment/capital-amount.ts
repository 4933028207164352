import type { Fen } from '../../rules'

const DIGITS = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'] as const
const PLACES = ['', '拾', '佰', '仟'] as const
/** Of four digits each. */
const GROUPS = ['', '万', '亿', '万亿'] as const

/**
 * An amount as it stands on a receipt, so that no digit can be added: `壹仟陆佰伍拾伍元整`. By the rules for filling in
 * bills (《支付结算办法》附件一): one 零 for the zeros between two digits, 整 after 元 and 角, none after 分.
 * @param amount fen; a whole number from 0 up, else a RangeError
 */
export function capitalAmount(amount: Fen): string {
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
      if (digit === 0) { zero = text !== ''; continue }
      text += `${zero ? '零' : ''}${DIGITS[digit]!}${PLACES[place]!}`
      zero = false
    }
    if (four > 0) text += GROUPS[group]!
  }
  return text
}
