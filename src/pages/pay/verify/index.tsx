import Taro from '@tarojs/taro'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import type { PaymentAnswers } from '../../../client/functions'
import { usePaymentPlainAction } from '../../../client/functions'
import type { ActionState } from '../../../client/use-action'
import type { ReceiptCode } from '../draw-receipt'
import { readCodeText } from '../draw-receipt'
import { ActionError, Waiting } from '../../../ui/answers'
import type { Form } from '../../../ui/fields'
import { FormField, useForm } from '../../../ui/fields'
import { BackOrHome } from '../../../ui/navigate'
import { Screen } from '../../../ui/screen'
import { TextButton } from '../../../ui/tap'
import { QuestionTitle, Section, StatusTag, Paragraph } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '核验收据' })

const FIELDS = ['receipt', 'check'] as const

/** Open to all: whether a receipt is genuine. Whom it is for is neither asked nor told. */
export default function VerifyPage(): ReactNode {
  const given = codeOfAddress(useRouter<Address>().params)
  const verifying = useVerifying(given ?? { receipt: '', check: '' })
  const {
    form: { typed, type, wrongOf },
    state,
    verdict,
    verify,
  } = verifying
  useEffect(() => {
    if (given !== null) void verify(given)
    // Once, for what the page was opened with.
  }, [])
  const scan = async (): Promise<void> => {
    const code = await scanned()
    if (code === null) return
    for (const field of FIELDS) type(field)(code[field])
    await verify(code)
  }
  return (
    <Screen id="page-verify">
      <QuestionTitle>核验收据</QuestionTitle>
      {verdict !== null && <VerdictPart verdict={verdict} />}
      {state.is === 'busy' && <Waiting words="正在核验" />}
      <Section id="verify-form">
        <View>照着收据上印的填，马上知道是真是假。谁都可以查，看不到任何人的信息。</View>
        {process.env.TARO_ENV === 'weapp' && (
          <View className="gap">
            <TextButton id="verify-scan" className="button button-second" onTap={() => void scan()}>
              扫收据上的码
            </TextButton>
          </View>
        )}
        <FormField
          id="verify-number"
          label="收据号码"
          hint="例如 ruijin-2022-1-1-00001"
          longest={96}
          value={typed.receipt}
          wrong={wrongOf('receipt')}
          onType={type('receipt')}
        />
        <FormField
          id="verify-check"
          label="校验码"
          about="16 位，不分大小写，短横可以不填"
          longest={40}
          value={typed.check}
          wrong={wrongOf('check')}
          onType={type('check')}
        />
        <ActionError id="verify" state={state} fields={FIELDS} />
        <View className="gap">
          <TextButton id="verify-send" className="button" onTap={() => void verify(typed)}>
            查真假
          </TextButton>
        </View>
      </Section>
      <View className="buttons gap-big">
        <BackOrHome />
      </View>
    </Screen>
  )
}

/** `q`: the whole address of the code, where WeChat opens the page by it (扫普通链接二维码打开小程序). */
interface Address extends Partial<ReceiptCode>, Record<string, string | undefined> {
  q?: string
}

function codeOfAddress({ receipt, check, q }: Address): ReceiptCode | null {
  if (q !== undefined) return readCodeText(decodeURIComponent(q))
  return receipt === undefined || check === undefined ? null : { receipt, check }
}

/** Null when nothing of ours was scanned, which is said, or when the reader turned back. */
async function scanned(): Promise<ReceiptCode | null> {
  try {
    const code = readCodeText((await Taro.scanCode({ scanType: ['qrCode'] })).result)
    if (code === null)
      await Taro.showModal({
        title: '这不是收据上的码',
        content: '请对准收据右上角的方块码再扫一次，或者照着收据填号码和校验码。',
        showCancel: false,
        confirmText: '知道了',
      })
    return code
  } catch {
    return null
  }
}

type Verdict = PaymentAnswers['verifyReceipt']

/**
 * A receipt's number and check, as they are typed or came with the page's address, and what the server says of them.
 */
interface Verifying {
  form: Form<keyof ReceiptCode>
  state: ActionState
  /** Null until it was asked of what now stands in the fields. */
  verdict: Verdict | null
  verify: (code: ReceiptCode) => Promise<void>
}

const CHECK_LENGTH = 16

function useVerifying(given: ReceiptCode): Verifying {
  const asking = usePaymentPlainAction('verifyReceipt')
  const [verdict, setVerdict] = useState<Verdict | null>(null)
  const changed = (): void => {
    if (asking.forget()) setVerdict(null)
  }
  const form = useForm<keyof ReceiptCode>(given, { state: asking.state, changed })
  const verify = async (typed: ReceiptCode): Promise<void> => {
    setVerdict(null)
    const code = { receipt: numberAsPrinted(typed.receipt), check: typed.check.trim() }
    if (form.allWell(wrongWith(code))) setVerdict(await asking.run(code))
  }
  return { form, state: asking.state, verdict, verify }
}

/** A phone's keyboard makes a capital of the first letter, and dashes of all widths. */
function numberAsPrinted(typed: string): string {
  const plain = typed
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[‐-―−]/g, '-')
  return plain.replace(/^[A-Za-z]+/, (place) => place.toLowerCase())
}

/** What is surely wrong before anybody is asked; letters that look alike the server knows. */
function wrongWith({ receipt, check }: ReceiptCode): Record<keyof ReceiptCode, string> {
  const signs = check.normalize('NFKC').replace(/[^0-9A-Za-z]/g, '').length
  return {
    receipt:
      receipt === ''
        ? '请填收据号码。'
        : /^[0-9A-Za-z_~-]{1,96}$/.test(receipt)
          ? ''
          : '收据号码里只有字母、数字和短横，请照着收据再对一遍。',
    check:
      signs === CHECK_LENGTH
        ? ''
        : signs === 0
          ? '请填校验码。'
          : `校验码是 ${CHECK_LENGTH} 位，现在填了 ${signs} 位，请再对一遍。`,
  }
}

/** What the server says of a receipt: by word and sign, not by colour alone. */
function VerdictPart({ verdict: { genuine, sentence } }: { verdict: Verdict }): ReactNode {
  return (
    <View id="verdict" className={genuine ? 'notice notice-good' : 'notice notice-stop'}>
      <StatusTag tone={genuine ? 'good' : 'stop'}>{genuine ? '是真的' : '不能当真'}</StatusTag>
      <View id="verdict-sentence" className="status-sentence">
        <Paragraph>{sentence}</Paragraph>
      </View>
    </View>
  )
}
