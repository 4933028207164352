import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { dayInWords } from '../../../client/days'
import type { PrintedReceipt, VillageAnswers, VillageRequests } from '../../../client/functions'
import { askVillage, useVillage } from '../../../client/functions'
import type { WorkplaceYear } from '../../../client/saved-workplace'
import { BackToToday, ClerkPage, mayDo } from '../clerk-page'
import { MovePrintedReceipt } from './move'
import { QueryView, Waiting } from '../../../ui/answers'
import { yuan } from '../../../ui/money'
import { WhyClause } from '../../../ui/notice'
import { TextButton } from '../../../ui/tap'

definePageConfig({ navigationBarTitleText: '收据本' })

type Book = VillageAnswers['receiptPapers']
type Asked = VillageRequests['receiptPapers']
type State = Book['states'][number]['state']

/** 收据本: every number that was given out, where its paper is, and what comes next with it; of one household or all. */
export default function ReceiptsPage(): ReactNode {
  const { household } = useRouter<{ household?: string }>().params
  return (
    <ClerkPage id="page-receipts" title={household === undefined ? '收据本' : '这一户的收据'}>
      {(at) => <Receipts at={at} household={household} />}
    </ClerkPage>
  )
}

function Receipts({ at, household }: { at: WorkplaceYear; household: string | undefined }): ReactNode {
  const [state, setState] = useState<State | null>(null)
  const asking: Asked = { ...at, before: null, state, ...(household === undefined ? {} : { household }) }
  const { asked, again } = useVillage('receiptPapers', asking)
  return (
    <View>
      <QueryView asked={asked} again={again} waitingFor="正在翻收据本" back={<BackToToday />}>
        {(book) => (
          <View>
            <BookHead book={book} whole={household === undefined} />
            <States states={book.states} chosen={state} onChoose={setState} />
            <PrintedReceipts
              key={`${state} ${book.papers.map(({ receipt }) => receipt).join()}`}
              first={book}
              asking={asking}
              onMoved={again}
            />
          </View>
        )}
      </QueryView>
      <View className="buttons gap-big">
        <BackToToday />
      </View>
    </View>
  )
}

/** How far the numbers go; one that is not there any more stands out. */
function BookHead({
  book: {
    book: { last, missing },
    rule,
  },
  whole,
}: {
  book: Book
  whole: boolean
}): ReactNode {
  return (
    <View id="book" className="card">
      {whole && <View className="subtitle">{last === 0 ? '还没有开过收据' : `开到第 ${last} 号`}</View>}
      {whole &&
        last > 0 &&
        (missing.length === 0 ? (
          <View className="agrees">✓ 号码连着，一张不缺</View>
        ) : (
          <View id="book-missing" className="stop-words">
            缺第 {missing.join('、')} 号，请马上报告县里。
          </View>
        ))}
      {rule === null ? (
        <View className="quiet">这里的通知没有写纸质收据怎么管，可以照样登记。</View>
      ) : (
        <WhyClause id="book" ask="依据" source={rule} head={<View>{rule.what}</View>} />
      )}
    </View>
  )
}

function States({
  states,
  chosen,
  onChoose,
}: {
  states: Book['states']
  chosen: State | null
  onChoose: (state: State | null) => void
}): ReactNode {
  if (states.length < 2 && chosen === null) return null
  return (
    <View id="paper-states" className="chips gap">
      <TextButton
        className={chosen === null ? 'chip chip-on' : 'chip'}
        role="radio"
        checked={chosen === null}
        onTap={() => onChoose(null)}
      >
        全部
      </TextButton>
      {states.map(({ state, name, papers }) => (
        <TextButton
          key={state}
          id={`state-${state}`}
          className={chosen === state ? 'chip chip-on' : 'chip'}
          role="radio"
          checked={chosen === state}
          onTap={() => onChoose(state)}
        >{`${name} ${papers}`}</TextButton>
      ))}
    </View>
  )
}

function PrintedReceipts({ first, asking, onMoved }: { first: Book; asking: Asked; onMoved: () => void }): ReactNode {
  const [list, setList] = useState<{ papers: readonly PrintedReceipt[]; next: string | null }>({
    papers: first.papers,
    next: first.next,
  })
  const [fetching, setFetching] = useState<'idle' | 'busy' | 'failed'>('idle')
  const more = async (): Promise<void> => {
    setFetching('busy')
    try {
      const answer = await askVillage('receiptPapers', { ...asking, before: list.next })
      if (answer.ok) setList({ papers: [...list.papers, ...answer.data.papers], next: answer.data.next })
      setFetching(answer.ok ? 'idle' : 'failed')
    } catch {
      setFetching('failed')
    }
  }
  const moved = (paper: PrintedReceipt): void => {
    setList({ ...list, papers: list.papers.map((one) => (one.receipt === paper.receipt ? paper : one)) })
    // Under a filter it may belong elsewhere now.
    if (asking.state !== null) onMoved()
  }
  if (list.papers.length === 0)
    return (
      <View id="papers-none" className="notice">
        这里没有收据。
      </View>
    )
  return (
    <View id="papers">
      {list.papers.map((paper) => (
        <PrintedReceiptRow key={paper.receipt} paper={paper} onMoved={moved} />
      ))}
      {fetching === 'busy' && <Waiting words="正在取前面的号" />}
      {fetching === 'failed' && <View className="notice">没有取到，请看看手机有没有网，再试一次。</View>}
      {list.next !== null && fetching !== 'busy' && (
        <TextButton id="papers-more" className="button button-second gap" onTap={() => void more()}>
          看前面的号
        </TextButton>
      )}
    </View>
  )
}

interface PrintedReceiptRowProps {
  paper: PrintedReceipt
  onMoved: (paper: PrintedReceipt) => void
}

/** One number of the book: whose, how much, where its paper is; opened, its life so far and what comes next. */
function PrintedReceiptRow({ paper, onMoved }: PrintedReceiptRowProps): ReactNode {
  const { receipt, head, day, amount, people, valid, stateName, because, history, may } = paper
  const [open, setOpen] = useState(false)
  return (
    <View id={`paper-${receipt}`} className="card receipt-paper">
      <View className="spread">
        <View className="subtitle">
          第 {Number(receipt.split('-').at(-1))} 号 {head}
        </View>
        <View className="spread-end">{yuan(amount)} 元</View>
      </View>
      <View className="spread">
        <View className="quiet">
          {dayInWords(day)}，{people} 人
        </View>
        <View className="badge paper-state spread-end">{stateName}</View>
      </View>
      {!valid && <View className="stop-words">这笔钱已经作废或退了，纸质收据要收回来。</View>}
      {because !== null && <View className="stop-words">无效：{because}</View>}
      <TextButton className="link paper-open" expanded={open} onTap={() => setOpen(!open)}>
        {open ? '收起' : may.length > 0 && mayDo('moveReceiptPaper') ? '登记下一步 ›' : '看经过 ›'}
      </TextButton>
      {open && (
        <View>
          <View className="quiet">{receipt}</View>
          {history.map(({ day: on, name, by }, i) => (
            <View key={i} className="row">
              {dayInWords(on)} {name}（{by}）
            </View>
          ))}
          {mayDo('moveReceiptPaper') && <MovePrintedReceipt key={paper.state} paper={paper} onMoved={onMoved} />}
        </View>
      )}
    </View>
  )
}
