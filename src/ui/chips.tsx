import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { TextButton } from './tap'

interface ChipsProps<Choice extends { name: string }> {
  choices: readonly Choice[]
  isOn: (choice: Choice) => boolean
  idOf: (choice: Choice) => string
  onChoose: (choice: Choice) => void
}

/** A row of small choices of which one holds, such as which part of a list is shown. */
export function Chips<Choice extends { name: string }>({
  choices,
  isOn,
  idOf,
  onChoose,
}: ChipsProps<Choice>): ReactNode {
  return (
    <View className="chips">
      {choices.map((choice) => (
        <TextButton
          key={choice.name}
          id={idOf(choice)}
          className={isOn(choice) ? 'chip chip-on' : 'chip'}
          role="radio"
          checked={isOn(choice)}
          onTap={() => onChoose(choice)}
        >
          {choice.name}
        </TextButton>
      ))}
    </View>
  )
}
