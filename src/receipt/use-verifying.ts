import { useState } from 'react'
import type { DeedState } from '../asking/use-attempt'
import { useForm, type Form } from '../asking/use-form'
import { type PaymentAnswers, usePaymentPlainDeed } from '../cloud/payment'
import type { ReceiptCode } from './receipt-code'

export type Verdict = PaymentAnswers['verifyReceipt']

/** A receipt's number and check, as they are typed or came with the page's address, and what the server says of them. */
export interface Verifying {
  form: Form<keyof ReceiptCode>
  state: DeedState
  /** Null until it was asked of what now stands in the fields. */
  verdict: Verdict | null
  verify: (code: ReceiptCode) => Promise<void>
}

const CHECK_LENGTH = 16

export function useVerifying(given: ReceiptCode): Verifying {
  const asking = usePaymentPlainDeed('verifyReceipt')
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
export function numberAsPrinted(typed: string): string {
  const plain = typed.normalize('NFKC').replace(/\s/g, '').replace(/[‐-―−]/g, '-')
  return plain.replace(/^[A-Za-z]+/, (place) => place.toLowerCase())
}

/** What is surely wrong before anybody is asked; letters that look alike the server knows. */
export function wrongWith({ receipt, check }: ReceiptCode): Record<keyof ReceiptCode, string> {
  const signs = check.normalize('NFKC').replace(/[^0-9A-Za-z]/g, '').length
  return {
    receipt: receipt === '' ? '请填收据号码。' : /^[0-9A-Za-z_~-]{1,96}$/.test(receipt) ? '' : '收据号码里只有字母、数字和短横，请照着收据再对一遍。',
    check: signs === CHECK_LENGTH ? '' : signs === 0 ? '请填校验码。' : `校验码是 ${CHECK_LENGTH} 位，现在填了 ${signs} 位，请再对一遍。`,
  }
}
