import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Whole } from '../components/words'

/** Written in by the build from the policies: their rules stay out of the package that opens first. */
declare const SERVED_PLACES: readonly string[]

/** Who lives elsewhere sees it before the first question. */
export function ServedPlaces(): ReactNode {
  const last = SERVED_PLACES.length - 1
  return (
    <View id='home-places' className='quiet'>
      现在能查：{SERVED_PLACES.map((place, i) => <Whole key={place}>{place + (i === last ? '。' : '、')}</Whole>)}
    </View>
  )
}
