import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { dayInWords } from '../../../client/days'
import type { PaymentAnswers, PaymentRequests } from '../../../client/functions'
import { usePayment, usePaymentPlainAction } from '../../../client/functions'
import type { CountyWorkplace } from '../county-page'
import { CountyScreen } from '../county-page'
import { FindMissing } from './find-missing'
import type { FoundPerson } from '../parts'
import { counted, PersonFinder } from '../parts'
import { QueryView, ActionError } from '../../../ui/answers'
import { Chips } from '../../../ui/chips'
import { FormField } from '../../../ui/fields'
import { FileReading, SHEET_ENDINGS } from '../../../ui/file-reading'
import type { FileToRead } from '../../../ui/file-reading'
import { useRounds, WorkBar } from '../../../ui/long-work'
import { yuan } from '../../../ui/money'
import { openPage } from '../../../ui/navigate'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '税务文件对账' })

export default function TaxPage(): ReactNode {
  return (
    <CountyScreen id="page-tax" title="税务文件对账">
      {(desk) => <TaxPart desk={desk} />}
    </CountyScreen>
  )
}

type TaxFile = PaymentAnswers['taxFiles']['files'][number]
const STATES: Readonly<Record<TaxFile['state'], string>> = {
  reading: '正在读取',
  matching: '正在核对',
  done: '核对完了',
  withdrawn: '撤回了',
}

/** The tax office's files: one to be loaded, how far each is, and what in them waits for a person. */
function TaxPart({ desk }: { desk: CountyWorkplace }): ReactNode {
  const { region, may } = desk
  const { asked, again } = usePayment('taxFiles', { region })
  const [chosen, setChosen] = useState<string | null>(null)
  const [looked, setLooked] = useState(0)
  return (
    <View className="columns">
      <View>
        {may.has('importTaxFile') && <TaxUpload region={region} onRead={again} />}
        <QueryView asked={asked} again={again} waitingFor="正在取税务文件" back={null}>
          {({ files }) => (
            <Section id="tax-files" title="导入过的文件">
              {files.length === 0 && <View className="quiet">还没有导入过。</View>}
              {files.map((file) => (
                <FileRow
                  key={file.taxFile}
                  file={file}
                  chosen={file.taxFile === chosen}
                  onTap={() => setChosen(file.taxFile)}
                />
              ))}
              <TextButton id="tax-missing" className="link" onTap={() => setChosen(null)}>
                看收了钱、税务文件里一直没有的 ›
              </TextButton>
            </Section>
          )}
        </QueryView>
      </View>
      <View>
        {chosen !== null && (
          <TextButton
            id="tax-file-page"
            className="button button-second"
            onTap={() =>
              void openPage(`/pages/county/tax-file/index?file=${encodeURIComponent(chosen)}&year=${desk.year}`)
            }
          >
            看这份文件：谁传的、每一行去了哪里、要不要撤回
          </TextButton>
        )}
        {chosen === null && may.has('importTaxFile') && (
          <FindMissing region={region} onDone={() => setLooked(looked + 1)} />
        )}
        <TaxRows key={chosen ?? `missing ${looked}`} desk={desk} taxFile={chosen} />
      </View>
    </View>
  )
}

function FileRow({
  file: { taxFile, state, day, rows, waiting, matched, trouble },
  chosen,
  onTap,
}: {
  file: TaxFile
  chosen: boolean
  onTap: () => void
}): ReactNode {
  return (
    <TextButton id={`tax-file-${taxFile}`} className="row" role="radio" checked={chosen} onTap={onTap}>
      <View className="step-words">
        <View className="bar-head">
          <View className="strong">
            {dayInWords(day)}导入，{counted(rows)} 行 ›
          </View>
          <View className="badge">{STATES[state]}</View>
        </View>
        {matched !== null && <WorkBar id="tax-matching" words="已核对" done={matched} of={matched + waiting} />}
        {trouble !== null && <View className="notice notice-stop">{trouble}</View>}
      </View>
    </TextButton>
  )
}

function TaxUpload({ region, onRead }: { region: string; onRead: () => void }): ReactNode {
  const put = usePaymentPlainAction('putTaxPart')
  const lay = usePaymentPlainAction('taxColumns')
  const read = usePaymentPlainAction('readTaxFile')
  const match = usePaymentPlainAction('matchTaxRows')
  const { at, go } = useRounds()

  const load = async ({ file, called, key, choice }: FileToRead): Promise<void> => {
    let [taxFile, rows] = ['', 0]
    const named = { called: called.slice(-120), choice, ...(key === null ? {} : { key }) }
    const done = await go(async () => {
      const answer = await read.run({ region, file, ...named })
      if (answer !== null) [taxFile, rows] = [answer.taxFile, answer.rows]
      return answer === null ? null : { done: answer.done, at: answer.rows, of: answer.rows }
    })
    if (!done) return
    let matched = 0
    await go(async () => {
      const answer = await match.run({ taxFile })
      matched += answer?.matchedNow ?? 0
      return answer === null ? null : { done: answer.done, at: matched, of: rows }
    })
    onRead()
  }
  return (
    <Section id="tax-upload" title="导入税务局的缴费明细">
      <View>同一份文件导两次不会多记。行数多的，关掉这一页也会在后台接着核对。</View>
      <FileReading
        id="tax"
        endings={SHEET_ENDINGS}
        put={{ state: put.state, run: (file, part) => put.run({ region, file, ...part }) }}
        layOut={{ state: lay.state, run: (file, key, chosen) => lay.run({ region, file, key, chosen }) }}
        goWords="栏目对了，读入核对"
        onRead={load}
      >
        {read.state.is === 'busy' && <WorkBar id="tax-reading" words="已读取" done={at?.at ?? 0} of={0} />}
        {match.state.is === 'busy' && (
          <WorkBar id="tax-matching-now" words="已核对" done={at?.at ?? 0} of={at?.of ?? 0} />
        )}
        <ActionError id="tax-read" state={read.state} />
        <ActionError id="tax-match" state={match.state} />
      </FileReading>
    </Section>
  )
}

type TaxRow = PaymentAnswers['taxRows']['rows'][number]
type State = PaymentRequests['taxRows']['state']
const STATES_TAX_ROWS: readonly { state: State; name: string }[] = [
  { state: 'open', name: '等处理' },
  { state: 'proposed', name: '等第二人同意' },
  { state: 'settled', name: '处理完了' },
]

/**
 * What of a file waits for a person, or with null what is missing at the tax office; each with the ways to settle it.
 */
function TaxRows({ desk, taxFile }: { desk: CountyWorkplace; taxFile: string | null }): ReactNode {
  const [state, setState] = useState<State>('open')
  return (
    <Section id="tax-rows" title={taxFile === null ? '收了钱、税务文件里没有的' : '对不上的'}>
      <Chips
        choices={STATES_TAX_ROWS}
        isOn={(one) => one.state === state}
        idOf={(one) => `tax-${one.state}`}
        onChoose={(one) => setState(one.state)}
      />
      <Rows key={state} desk={desk} taxFile={taxFile} state={state} />
    </Section>
  )
}

function Rows({ desk, taxFile, state }: { desk: CountyWorkplace; taxFile: string | null; state: State }): ReactNode {
  const { asked, again } = usePayment('taxRows', { region: desk.region, taxFile, state, after: null })
  return (
    <QueryView asked={asked} again={again} waitingFor="正在取" back={null}>
      {({ rows, more }) => (
        <View>
          {rows.length === 0 && <View className="quiet">没有。</View>}
          {rows.map((row) => (
            <OneRow key={row.row} desk={desk} row={row} may={desk.may.has('settleTaxRow')} onDone={again} />
          ))}
          {more && <View className="quiet gap">还有更多，处理完上面的会接着出来。</View>}
        </View>
      )}
    </QueryView>
  )
}

interface OneRowProps {
  desk: CountyWorkplace
  row: TaxRow
  may: boolean
  onDone: () => void
}

function OneRow({ desk, row, may, onDone }: OneRowProps): ReactNode {
  const { line, outcomeName, words, name, tail, year, amount, due, paidOn, proposed } = row
  return (
    <View id={`tax-row-${row.row}`} className="row">
      <View className="bar-head">
        <View className="strong">
          第 {line} 行 {name}
          {tail === null ? '' : ` 尾号${tail.replace(/\*/g, '')}`}
        </View>
        <View className="badge">{outcomeName}</View>
      </View>
      <View>
        {amount === null ? '没有金额' : `${yuan(amount)} 元`}
        {due === null ? '' : `，应缴 ${yuan(due)} 元`}
        {year === null ? '' : `，${year} 年度`}
        {paidOn === null ? '' : `，${dayInWords(paidOn)}缴`}
      </View>
      <View className="quiet">{words}</View>
      {proposed !== null && (
        <View className="notice">
          有人提出：{proposed.name}。{proposed.because}
        </View>
      )}
      {may && row.state === 'open' && <Settle desk={desk} row={row} onDone={onDone} />}
      {may && row.state === 'proposed' && proposed?.mayAgree === true && <Agree row={row.row} onDone={onDone} />}
    </View>
  )
}

/** `assign` needs the person found first: by the number on the paper, and told by name and village. */
function Settle({ desk, row: found, onDone }: { desk: CountyWorkplace; row: TaxRow; onDone: () => void }): ReactNode {
  const { row, settlements, person, year } = found
  const deed = usePaymentPlainAction('settleTaxRow')
  const [because, setBecause] = useState('')
  const [whose, setWhose] = useState<FoundPerson | null>(null)
  const settle = async (as: TaxRow['settlements'][number]['as']): Promise<void> => {
    if (because.trim() === '' || (as === 'assign' && whose === null)) return
    const enrolment = as === 'assign' ? whose!.enrolment : null
    if ((await deed.run({ row, as, enrolment, because: because.trim() })) !== null) onDone()
  }
  const assignable = settlements.some(({ as }) => as === 'assign')
  return (
    <View>
      {person !== null && (
        <View className="quiet">
          台账里是：{person.name}，{person.village}
        </View>
      )}
      <FormField
        id={`because-${row}`}
        label="怎么查的、为什么这样办"
        longest={100}
        value={because}
        wrong=""
        onType={setBecause}
      />
      {assignable && (
        <View>
          <View className="strong gap">要认到谁名下：先找到这个人</View>
          <PersonFinder
            id={`whose-${row}`}
            desk={{ ...desk, year: year ?? desk.year }}
            found={whose}
            onFound={setWhose}
          />
        </View>
      )}
      <ActionError id={`settle-${row}`} state={deed.state} />
      <View className="buttons gap">
        {settlements.map(({ as, name, people }) => (
          <TextButton
            key={as}
            id={`settle-${row}-${as}`}
            className="button button-second"
            onTap={() => void settle(as)}
          >
            {name}
            {people === 2 ? '（要两人）' : ''}
          </TextButton>
        ))}
      </View>
    </View>
  )
}

function Agree({ row, onDone }: { row: string; onDone: () => void }): ReactNode {
  const agree = usePaymentPlainAction('agreeSettlement')
  const decline = usePaymentPlainAction('declineSettlement')
  const [evidence, setEvidence] = useState('')
  const run = async (work: Promise<unknown>): Promise<void> => {
    if ((await work) !== null) onDone()
  }
  return (
    <View>
      <FormField
        id={`evidence-${row}`}
        label="税务退库单号（退钱的要填）"
        longest={64}
        value={evidence}
        wrong=""
        onType={setEvidence}
      />
      <ActionError id={`agree-${row}`} state={agree.state} />
      <ActionError id={`decline-${row}`} state={decline.state} />
      <View className="buttons gap">
        <TextButton
          id={`agree-${row}`}
          className="button"
          onTap={() => void run(agree.run({ row, evidence: evidence.trim() === '' ? null : evidence.trim() }))}
        >
          同意
        </TextButton>
        <TextButton id={`decline-${row}`} className="button button-second" onTap={() => void run(decline.run({ row }))}>
          不同意
        </TextButton>
      </View>
    </View>
  )
}
