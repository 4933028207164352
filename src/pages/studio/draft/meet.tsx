import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { FactAnswers, FactValue } from '../../../client/checks'
import { askStudio, type PolicyDraft, type StudioAnswers } from '../../../client/functions'
import { answerWords, FactQuestion } from '../../../ui/fact-question'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'
import { FormField } from '../../../ui/fields'

type Met = StudioAnswers['meetDraft']
type Question = NonNullable<Met['now']>

interface Told {
  answers: FactAnswers
  unsure: readonly Question['fact'][]
}
const NOTHING: Told = { answers: {}, unsure: [] }

/** The draft's questions one by one, as a resident would meet them, and what they are answered. */
export function MeetPart({ view: { draft, year } }: { view: PolicyDraft }): ReactNode {
  const [day, setDay] = useState(`${year - 1}-11-30`)
  const [told, setTold] = useState(NOTHING)
  const [met, setMet] = useState<Met | null>(null)
  const [complaint, setComplaint] = useState('')
  const ask = async (next: Told): Promise<void> => {
    setComplaint('')
    try {
      const answer = await askStudio('meetDraft', { draft, day, answers: next.answers, unsure: next.unsure })
      if (!answer.ok) return setComplaint(answer.error.message)
      setTold(next)
      setMet(answer.data)
    } catch {
      setComplaint('没有连上，请再点一次。')
    }
  }
  const answer = (fact: Question['fact'], value: FactValue): void =>
    void ask({ answers: { ...told.answers, [fact]: value }, unsure: told.unsure.filter((one) => one !== fact) })
  const back = (fact: Question['fact']): void => {
    const { [fact]: _, ...answers } = told.answers
    void ask({ answers, unsure: told.unsure.filter((one) => one !== fact) })
  }
  const last = met?.passed[met.passed.length - 1]
  return (
    <Section id="draft-meet" title="当一回居民：会被问什么、答什么">
      {met === null && (
        <FormField id="meet-day" label="假设哪一天缴费" longest={10} value={day} wrong="" onType={setDay} />
      )}
      <View className="gap">
        <TextButton id="meet-begin" className="button button-second" onTap={() => void ask(NOTHING)}>
          {met === null ? '从第一题问起' : '换一个人，重新问'}
        </TextButton>
      </View>
      {met !== null && <Passed met={met} told={told} />}
      {met?.now != null && (
        <View key={met.now.fact}>
          <FactQuestion
            question={met.now}
            kept={told.answers[met.now.fact]}
            complaint={complaint}
            onAnswer={(value) => answer(met.now!.fact, value)}
          />
          <View className="buttons gap">
            {last !== undefined && (
              <TextButton id="meet-back" className="button button-second" onTap={() => back(last.fact)}>
                上一题
              </TextButton>
            )}
            <TextButton
              id="meet-unsure"
              className="button button-second"
              onTap={() => void ask({ ...told, unsure: [...told.unsure, met.now!.fact] })}
            >
              说不清
            </TextButton>
          </View>
        </View>
      )}
      {met?.now == null && complaint !== '' && <View className="notice notice-stop">{complaint}</View>}
      {met !== null && met.now === null && <Answer met={met} />}
    </Section>
  )
}

function Passed({ met: { passed }, told: { answers } }: { met: Met; told: Told }): ReactNode {
  return (
    <View id="meet-passed">
      {passed.map((question) => (
        <View key={question.fact} className="studio-row">
          <View className="quiet">{question.ask}</View>
          <View className="strong">{answerWords(question, answers[question.fact])}</View>
        </View>
      ))}
    </View>
  )
}

function Answer({ met: { answer } }: { met: Met }): ReactNode {
  return (
    <View id="meet-answer">
      {answer.map(({ name, value, cite, quote }) => (
        <View key={name} className="studio-row">
          <View className="quiet">{name}</View>
          <View className="strong">{value}</View>
          {quote !== null && (
            <View className="quiet">
              {cite ?? ''} {quote}
            </View>
          )}
        </View>
      ))}
    </View>
  )
}
