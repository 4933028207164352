import './check-part.scss'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { useMemo, useState } from 'react'
import { dayInWords } from '../../../client/days'
import type { Receipt } from '../../../client/functions'
import { usePayment } from '../../../client/functions'
import { copyText } from '../../../client/phone'
import { codeText, drawReceipt, VERIFY_PAGE } from '../draw-receipt'
import type { Drawing, Sheet } from '../../../print/paper'
import { Paper } from '../../../print/paper'
import { A5 } from '../../../print/pen'
import { SaveButtons } from '../../../print/save'
import { QueryView } from '../../../ui/answers'
import { yuan } from '../../../ui/money'
import { BackOrHome, openPage } from '../../../ui/navigate'
import { WhyClause } from '../../../ui/notice'
import { Screen } from '../../../ui/screen'
import { TextButton } from '../../../ui/tap'
import { Section, StatusTag, AmountText, Paragraph } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '电子收据' })

/** The receipt of a household: what was paid, to keep, to print and to have checked; and what it does not prove. */
export default function ReceiptPage(): ReactNode {
  const { receipt = '' } = useRouter<{ receipt?: string }>().params
  const { asked, again } = usePayment('receipt', { receipt })
  return (
    <Screen id="page-receipt">
      <QueryView asked={asked} again={again} waitingFor="正在查收据" back={<BackOrHome />}>
        {(found) => <ReceiptParts receipt={found} />}
      </QueryView>
    </Screen>
  )
}

function ReceiptParts({ receipt }: { receipt: Receipt }): ReactNode {
  return (
    <View>
      <ReceiptFacts receipt={receipt} />
      <KeepPart receipt={receipt} />
      <CheckPart receipt={receipt} />
      <ProofPart notes={receipt.notes} />
      <View className="buttons gap-big">
        <BackOrHome />
      </View>
    </View>
  )
}

/** What whoever doubts the receipt needs: number and check, to be read out, copied, or tried here. */
function CheckPart({ receipt: { receipt, check } }: { receipt: Receipt }): ReactNode {
  return (
    <Section id="receipt-check" title="校验码">
      <View id="check-code" className="check-code">
        {check.split('-').map((four) => (
          <View key={four} className="check-four">
            {four}
          </View>
        ))}
      </View>
      <View className="gap">
        谁要查真假，请他在参保通首页点“核验收据”，照着号码和校验码填，或者扫收据上的码。他看不到您家任何人的信息。
      </View>
      <View className="buttons gap">
        <TextButton
          id="check-copy"
          className="button button-second"
          onTap={() => void copyText(`收据号码 ${receipt}，校验码 ${check}`)}
        >
          复制号码和校验码
        </TextButton>
        <TextButton
          id="check-try"
          className="button button-second"
          onTap={() => void openPage(`${VERIFY_PAGE}?receipt=${receipt}&check=${check}`)}
        >
          核验收据
        </TextButton>
      </View>
    </Section>
  )
}

/** 200 dots an inch: sharp on paper, and 7.7 MB in a cheap phone while it is drawn. */
const PIXELS = 1166

/** The receipt on paper: as a picture to keep, as a PDF to print. */
function KeepPart({ receipt }: { receipt: Receipt }): ReactNode {
  const [sheet, setSheet] = useState<Sheet>({ is: 'drawing' })
  const drawing = useMemo(
    (): Drawing => ({
      size: A5,
      pixels: PIXELS,
      draw: (pen, pixels) => drawReceipt(pen, receipt, codeText(receipt), pixels),
    }),
    [receipt],
  )
  return (
    <Section id="receipt-keep" title="存起来，或者打印">
      <SaveButtons
        sheet={sheet}
        name={`收据-${receipt.receipt}`}
        size={A5}
        paper="用 A5 纸正好，A4 也行。"
        otherwise="也可以把这一屏截下来，记住号码和校验码。"
      />
      <Paper
        id="paper"
        drawing={drawing}
        undrawn="这部手机画不出收据的图片。请记下号码和校验码，到村（居）委会请经办人员打印。"
        onSheet={setSheet}
      />
    </Section>
  )
}

/** What the receipt proves and what it does not, and where the paper is to be had that does. */
function ProofPart({ notes }: Pick<Receipt, 'notes'>): ReactNode {
  return (
    <Section id="receipt-proof" title="它能证明什么，证明到哪里开">
      {notes.map(({ text, cite, quote }, i) => (
        <View key={i} className="row">
          {quote === null ? (
            <Paragraph>{text}</Paragraph>
          ) : (
            <WhyClause id={`proof-${i}`} ask="依据" head={<Paragraph>{text}</Paragraph>} source={{ cite, quote }} />
          )}
        </View>
      ))}
    </Section>
  )
}

/** How much was received, from whom, when and where. A void receipt says so before all else. */
function ReceiptFacts({ receipt }: { receipt: Receipt }): ReactNode {
  const { amount, capital, place, year, day, household, people } = receipt
  const rows = [
    { name: '大写', value: capital },
    { name: '交费日期', value: dayInWords(day) },
    { name: '谁收的', value: receipt.taken },
    { name: '地方', value: place },
    { name: '收据号码', value: receipt.receipt },
  ]
  return (
    <Section id="receipt-facts">
      <ReceiptState receipt={receipt} />
      <View className="quiet">
        {year} 年度居民医保费，{household}
      </View>
      <AmountText id="receipt-amount" words="收到" fen={amount} large />
      {rows.map(({ name, value }) => (
        <View key={name} className="row">
          <View className="row-name">{name}</View>
          <View className="row-value">{value}</View>
        </View>
      ))}
      <View id="receipt-people" className="row">
        <View className="row-name">给谁交的（{people.length} 人）</View>
        {people.map(({ name, tail, fee }, i) => (
          <View key={i} className="row-value">
            <Paragraph>{`${name}${tail === null ? '' : `（证件尾号 ${tail}）`}，${yuan(fee)} 元`}</Paragraph>
          </View>
        ))}
      </View>
    </Section>
  )
}

function ReceiptState({ receipt: { state, because } }: Pick<{ receipt: Receipt }, 'receipt'>): ReactNode {
  if (state === 'issued') return null
  return (
    <View id="receipt-void" className="notice notice-stop">
      <StatusTag tone="stop">已作废</StatusTag>
      <View>这张收据不能再用{because === null ? '' : `：${because}`}。不清楚的，请问村（居）委会经办人员。</View>
    </View>
  )
}
