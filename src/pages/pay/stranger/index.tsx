import Taro from '@tarojs/taro'
import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { usePaymentPlainAction } from '../../../client/functions'
import { isPayable } from '../parts'
import { today } from '../../../client/days'
import { servedYears } from '../../../client/served-years'
import { openFirst, yearWords } from '../../../client/years'
import type { Chosen } from '../selection'
import { chooseStranger } from '../selection'
import { ActionError, Waiting } from '../../../ui/answers'
import { FormField, useForm } from '../../../ui/fields'
import { bareNumber, NAME_LONGEST, NUMBER_LONGEST, remarkOn, wrongIn } from '../../../ui/identity-form'
import { Screen } from '../../../ui/screen'
import { Choice, TextButton } from '../../../ui/tap'
import { QuestionTitle, Section, AmountText, Paragraph } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '替别人交' })

const NOTHING = { season: '', name: '', idNumber: '' }

/** Someone whom one does not look after: by place and year, name and number, all as on their papers. */
export default function StrangerPage(): ReactNode {
  const [found, setFound] = useState<Chosen | null>(null)
  return (
    <Screen id="page-stranger">
      {found === null ? (
        <StrangerForm onFound={setFound} />
      ) : (
        <StrangerFound found={found} onOther={() => setFound(null)} />
      )}
    </Screen>
  )
}

function StrangerForm({ onFound }: { onFound: (found: Chosen) => void }): ReactNode {
  const { state, run, forget } = usePaymentPlainAction('quote')
  const { typed, type, allWell, wrongOf } = useForm(NOTHING, { state, changed: forget })
  const seasons = openFirst(servedYears(), today()).filter(({ state }) => state !== 'over')

  const send = async (): Promise<void> => {
    const season = seasons[Number(typed.season)]
    const wrong = { ...wrongIn(typed), season: typed.season === '' ? '请先点地方和年度。' : '' }
    if (!allWell(wrong) || season === undefined) return
    const who = {
      region: season.region,
      year: season.year,
      name: typed.name.trim(),
      idNumber: bareNumber(typed.idNumber),
    }
    const quote = await run({ people: [who] })
    const [quoted] = quote?.people ?? []
    if (quoted !== undefined) onFound({ who, quoted })
  }
  return (
    <View id="stranger-form">
      <QuestionTitle>替谁交？</QuestionTitle>
      <View className="quiet">家里人请到“我的”里添上，看得更全。这里填的姓名和号码只用这一次，不存在手机上。</View>
      <View id="stranger-privacy" className="quiet">
        为了不让外人知道谁有资助，这里只能替按普通标准交费的人交。有资助的、不用交的、已经交过的，这里都只说没有查到可以代交的，请本人或家里人办，或者走官方渠道交。
      </View>
      <Section id="stranger-season" title="在哪里参保，哪一年">
        {seasons.map(({ state, ...one }, i) => (
          <Choice
            key={`${one.region}-${one.year}`}
            id={`stranger-${one.region}-${one.year}`}
            label={one.name}
            hint={yearWords(one, state)}
            on={typed.season === String(i)}
            onTap={() => type('season')(String(i))}
          />
        ))}
        {wrongOf('season') !== '' && (
          <View id="stranger-season-wrong" className="notice notice-stop">
            {wrongOf('season')}
          </View>
        )}
      </Section>
      <FormField
        id="stranger-name"
        label="他的姓名"
        hint="同身份证上一样"
        longest={NAME_LONGEST}
        value={typed.name}
        wrong={wrongOf('name')}
        onType={type('name')}
      />
      <FormField
        id="stranger-number"
        label="他的证件号码"
        kind="idcard"
        longest={NUMBER_LONGEST}
        value={typed.idNumber}
        wrong={wrongOf('idNumber')}
        remark={remarkOn(typed.idNumber)}
        onType={type('idNumber')}
      />
      <ActionError id="stranger" state={state} fields={Object.keys(NOTHING)} />
      {state.is === 'busy' && <Waiting words="正在查该交多少" />}
      <View className="buttons gap">
        <TextButton id="stranger-send" className="button" onTap={() => void send()}>
          查该交多少
        </TextButton>
        <GoBack />
      </View>
    </View>
  )
}

function StrangerFound({ found, onOther }: { found: Chosen; onOther: () => void }): ReactNode {
  const { quoted } = found
  const add = (): void => {
    chooseStranger(found)
    void Taro.navigateBack()
  }
  return (
    <Section id="stranger-found">
      <View className="subtitle">{quoted.name}</View>
      <View className="quiet">
        {quoted.year} 年度，{quoted.place}
      </View>
      {isPayable(quoted) ? (
        <AmountText id="stranger-fee" words="该交" fen={quoted.fee} large />
      ) : (
        <View id="stranger-because" className="notice">
          <Paragraph>{quoted.because ?? '现在不用交。'}</Paragraph>
        </View>
      )}
      {quoted.warnings.map(({ code, message }) => (
        <View key={code} className="notice">
          <Paragraph>{message}</Paragraph>
        </View>
      ))}
      <View className="buttons gap">
        {isPayable(quoted) && (
          <TextButton id="stranger-add" className="button" onTap={add}>
            加上，一起交
          </TextButton>
        )}
        <TextButton id="stranger-other" className="button button-second" onTap={onOther}>
          {isPayable(quoted) ? '不是他，重新填' : '重新填'}
        </TextButton>
        <GoBack />
      </View>
    </Section>
  )
}

function GoBack(): ReactNode {
  return (
    <TextButton id="stranger-back" className="button button-second" onTap={() => void Taro.navigateBack()}>
      回去
    </TextButton>
  )
}
