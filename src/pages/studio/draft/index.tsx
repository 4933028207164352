import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { useStudio, type PolicyDraft } from '../../../client/functions'
import { QueryView } from '../../../ui/answers'
import { TextButton } from '../../../ui/tap'
import { StudioScreen, type StudioDesk } from '../studio-page'
import { ComparePart } from './compare'
import { NewNotice } from './notice'
import { ResultsPart, severeFaults } from './results'
import { SignPart } from './sign'

definePageConfig({ navigationBarTitleText: '写一个年度' })

export default function DraftPage(): ReactNode {
  const { draft = '' } = useRouter<{ draft?: string }>().params
  return (
    <StudioScreen id="page-studio-draft" title="写一个年度">
      {(desk) => <DraftPart desk={desk} id={draft} />}
    </StudioScreen>
  )
}

function DraftPart({ desk, id }: { desk: StudioDesk; id: string }): ReactNode {
  const { asked, again } = useStudio('draft', { draft: id })
  // What a deed answered is newer than what it was done over, and older than whatever is asked after it.
  const [newer, setNewer] = useState<{ over: PolicyDraft; view: PolicyDraft } | null>(null)
  return (
    <QueryView asked={asked} again={again} waitingFor="正在打开" back={null}>
      {(answer) => (
        <Written
          desk={desk}
          view={newer?.over === answer ? newer.view : answer}
          onView={(view) => setNewer({ over: answer, view })}
        />
      )}
    </QueryView>
  )
}

const STEPS = [
  { id: 'notice', name: '1 放通知' },
  { id: 'compare', name: '2 逐节核对' },
  { id: 'results', name: '3 看结果' },
  { id: 'sign', name: '4 签字发布' },
] as const
type Step = (typeof STEPS)[number]['id']

interface WrittenProps {
  desk: StudioDesk
  view: PolicyDraft
  onView: (view: PolicyDraft) => void
}

/** Where somebody who opens a draft goes on. */
function firstStep({ state, notice, left }: PolicyDraft): Step {
  if (state !== 'draft') return 'sign'
  return left === 0 ? 'results' : notice === null ? 'notice' : 'compare'
}

/** Four steps: the notice, the values beside it, what comes of them, the signatures. */
function Written({ desk, view, onView }: WrittenProps): ReactNode {
  const [step, setStep] = useState<Step>(() => firstStep(view))
  const open = view.state === 'draft' || view.state === 'signed'
  const mayWrite = open && desk.may.has('writePolicy')
  return (
    <View>
      <View id="draft-head" className={view.left > 0 ? 'notice' : 'notice notice-good'}>
        {desk.regionName} {String(view.year)} 年度 · {view.stateName}
        {view.left > 0 ? ` · 还有 ${view.left} 处没有对照通知看过` : ' · 每一处都看过了'}
      </View>
      <View className="chips gap">
        {STEPS.map(({ id, name }) => (
          <TextButton
            key={id}
            id={`step-${id}`}
            className={id === step ? 'chip chip-on' : 'chip'}
            role="radio"
            checked={id === step}
            onTap={() => setStep(id)}
          >
            {name}
          </TextButton>
        ))}
      </View>
      {step === 'notice' && <NewNotice view={view} may={mayWrite} onView={onView} onDone={() => setStep('compare')} />}
      {step === 'compare' && (
        <ComparePart view={view} may={mayWrite} onView={onView} onDone={() => setStep('results')} />
      )}
      {step === 'results' && (
        <ResultsPart view={view} mayTry={open && desk.may.has('tryPolicy')} onDone={() => setStep('sign')} />
      )}
      {step === 'sign' &&
        (desk.may.has('signPolicy') ? (
          <SignPart view={view} ready={severeFaults(view).length === 0 && view.left === 0} onView={onView} />
        ) : (
          <View className="notice">签字发布由县级经办人员来办。</View>
        ))}
    </View>
  )
}
