import type { TaxColumn, TaxPlace } from '../places'
import { bareHeading, plainWords } from '../../../platform/files'
import type { Head, SheetRow } from '../../../platform/files'

/**
 * What a file says against a payment beside the one column of its state: a second state, a mark of a refund or its day,
 * a remark. Who overlooks it counts money that went back.
 */
type Watched = { column: number; as: 'state' | 'mark' | 'remark' }

/** Headings under which anything but a no says that the payment went back. */
const MARK = /退费|退库|退款|退付|作废|冲红|冲正|冲销|红冲|撤销|失败/
/** Of where it would go, or whether it could: everybody may have that. */
const NOT_A_MARK = /账|帐|卡|户名|银行|可退|可否|能否|允许|方式|电话/
const NO = /^(否|无|没有|不|未|n|no|none|null|false|f|正常|有效|成功|[-—/\\0.]+)$/i
const TAKEN_BACK = new RegExp(
  '^(已|待|申请|正在|全额|部分|该笔|本笔|此笔|本条|此条)*(退费|退库|退款|退付|冲红|冲正|冲销|红冲|作废|撤销|退回|' +
    '(扣款|缴费|缴款|支付|交易)失败|未(缴费?|缴款|扣款|入库|到账|支付))(了|中|成功|完成|待审核|申请中|处理中|处理)*$',
)
/** A remark that begins or ends so says it too, whatever else stands in it. */
const REMARKED =
  /^(已|待|申请|全额|部分|该笔|本笔|此笔)+(退费|退库|退款|冲红|冲正|作废|撤销)|(已|申请|要求)(退费|退库|退款|作废|撤销)$/
const NEGATED = /未退|不退|没退|无退|非作废|未作废|未撤|否/

const watchedOf = new WeakMap<Head<TaxColumn>, readonly Watched[]>()

function watchedIn(head: Head<TaxColumn>, { columns }: TaxPlace): readonly Watched[] {
  const known = watchedOf.get(head)
  if (known !== undefined) return known
  const states = new Set(columns.state.map(bareHeading))
  const watched = head.columns.flatMap(({ column, field, heading }): Watched[] => {
    if (field !== null) return []
    const last = bareHeading(heading.split('/').at(-1)!)
    if (states.has(last)) return [{ column, as: 'state' }]
    return [{ column, as: MARK.test(last) && !NOT_A_MARK.test(last) ? 'mark' : 'remark' }]
  })
  watchedOf.set(head, watched)
  return watched
}

interface SaidBeside {
  /** Of further columns of a state. */
  states: readonly string[]
  /** As it says that the payment went back; null = nothing does. */
  takenBack: string | null
}

/** What the columns that hold none of the payment's own facts say of it. */
export function saidBeside(row: SheetRow, head: Head<TaxColumn>, place: TaxPlace): SaidBeside {
  const states: string[] = []
  let takenBack: string | null = null
  for (const { column, as } of watchedIn(head, place)) {
    const text = row.cells[column]?.text ?? ''
    const words = text === '' ? '' : plainWords(text)
    if (words === '') continue
    if (as === 'state') states.push(words)
    else if (as === 'mark' ? !NO.test(words) && !NEGATED.test(words) : remarks(words)) takenBack ??= words
  }
  return { states, takenBack }
}

function remarks(words: string): boolean {
  const bare = words.normalize('NFKC').replace(/\([^)]*\)|[\s。.!]/g, '')
  return TAKEN_BACK.test(bare) || (REMARKED.test(bare) && !NEGATED.test(bare))
}

/** By what nothing else is said than that it was paid: a day, a number, on which way. */
const WAY = '微信|支付宝|银联|云闪付|现金|线上|线下|网上|手机|自助|柜台|代扣|批扣|[A-Z]*POS[A-Z]*|电子税务局'
const SAYS_NOTHING = new RegExp(
  `[(\\[【](?:[^)\\]】\\p{Script=Han}]*|[\\d年月日号时分秒:.\\-/ ]*|日期|${WAY})[)\\]】]`,
  'giu',
)

/** A state as it compares: without a day or a way in brackets; any other word in them counts. */
export const bareState = (words: string): string =>
  bareHeading(
    words
      .normalize('NFKC')
      .replace(SAYS_NOTHING, '')
      .replace(/[()[\]【】]/g, ''),
  )
