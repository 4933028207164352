import { defineChoices } from './choices'
import { defineContainers } from './containers'
import { defineForms } from './forms'
import { defineNavigator, type Travel } from './navigator'
import { definePicker } from './picker'
import { defineTextFields } from './text-fields'

export function defineBuiltIns(travel: Travel): void {
  defineContainers()
  defineForms()
  defineTextFields()
  defineChoices()
  definePicker()
  defineNavigator(travel)
}
